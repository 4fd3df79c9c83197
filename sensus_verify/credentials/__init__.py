"""Who signed a file, and whether the signature holds: Content Credentials and the lists of trusted issuers."""
