<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="sv" sourcelanguage="en">
<context>
    <name>AnswersPanel</name>
    <message>
        <source>An image that was pasted has usually lost its metadata. Drop the file itself if you have it.</source>
        <translation>En inklistrad bild har oftast förlorat sina metadata. Släpp själva filen om du har den.</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>Kunde inte läsas</translation>
    </message>
    <message>
        <source>What the file says about AI</source>
        <translation>Vad filen säger om AI</translation>
    </message>
    <message>
        <source>Who says so, and does it hold</source>
        <translation>Vem som säger det, och om det håller</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Att göra</translation>
    </message>
    <message>
        <source>About the reading</source>
        <translation>Om läsningen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Försök igen</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Kopiera som text</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>Kopiera som JSON</translation>
    </message>
</context>
<context>
    <name>Codes</name>
    <message>
        <source>Show codes</source>
        <translation>Visa koder</translation>
    </message>
    <message>
        <source>Hide codes</source>
        <translation>Dölj koder</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Pasted image {number}.png</source>
        <translation>Inklistrad bild {number}.png</translation>
    </message>
</context>
<context>
    <name>DetailColumn</name>
    <message>
        <source>Answers and details</source>
        <translation>Svar och detaljer</translation>
    </message>
    <message>
        <source>What the file says about AI</source>
        <translation>Vad filen säger om AI</translation>
    </message>
    <message>
        <source>The file has not been checked: it was cancelled.</source>
        <translation>Filen har inte kontrollerats: det avbröts.</translation>
    </message>
    <message>
        <source>Reading the file …</source>
        <translation>Filen läses …</translation>
    </message>
    <message>
        <source>Check it now</source>
        <translation>Kontrollera den nu</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Ursprung</translation>
    </message>
    <message>
        <source>According to Content Credentials.</source>
        <translation>Enligt Content Credentials.</translation>
    </message>
</context>
<context>
    <name>DropPromise</name>
    <message numerus="yes">
        <source>Drop to check everything in %Ln file(s) and folder(s)</source>
        <translation>
            <numerusform>Släpp för att kontrollera allt i mappen</numerusform>
            <numerusform>Släpp för att kontrollera allt i %Ln filer och mappar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Drop to check %Ln file(s)</source>
        <translation>
            <numerusform>Släpp för att kontrollera %Ln fil</numerusform>
            <numerusform>Släpp för att kontrollera %Ln filer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>Drop files here to see what they say about AI</source>
        <translation>Släpp filer här för att se vad de säger om AI</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>Välj filer …</translation>
    </message>
    <message>
        <source>Try with sample files</source>
        <translation>Prova med exempelfiler</translation>
    </message>
</context>
<context>
    <name>FaultBar</name>
    <message>
        <source>Copy report</source>
        <translation>Kopiera rapport</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>A fault in the program ({place}). It goes on working. Please tell us what you did.</source>
        <translation>Ett fel i programmet ({place}). Det går att fortsätta. Berätta gärna för oss vad du gjorde.</translation>
    </message>
</context>
<context>
    <name>FileColumn</name>
    <message>
        <source>Files</source>
        <translation>Filer</translation>
    </message>
    <message>
        <source>No file on the list fits the filter.</source>
        <translation>Ingen fil i listan passar filtret.</translation>
    </message>
    <message>
        <source>Drop more files anywhere in the window</source>
        <translation>Släpp fler filer var som helst i fönstret</translation>
    </message>
</context>
<context>
    <name>FileList</name>
    <message>
        <source>Not checked: cancelled</source>
        <translation>Inte kontrollerad: avbröts</translation>
    </message>
    <message>
        <source>Waiting to be read</source>
        <translation>Väntar på att läsas</translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>Help</source>
        <translation>Hjälp</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tangenter</translation>
    </message>
    <message>
        <source>What the states of Content Credentials mean</source>
        <translation>Vad lägena för Content Credentials betyder</translation>
    </message>
    <message>
        <source>What is not checked</source>
        <translation>Vad som inte kontrolleras</translation>
    </message>
    <message>
        <source>What the words mean</source>
        <translation>Vad orden betyder</translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>Välj filer</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Välj en mapp</translation>
    </message>
    <message>
        <source>Check files or an image from the clipboard</source>
        <translation>Kontrollera filer eller en bild från urklipp</translation>
    </message>
    <message>
        <source>Search and filter the list</source>
        <translation>Sök och filtrera listan</translation>
    </message>
    <message>
        <source>Copy what is known about the chosen files as text</source>
        <translation>Kopiera det som är känt om de valda filerna som text</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Take the chosen files off the list; the files stay where they are</source>
        <translation>Ta bort de valda filerna från listan; filerna ligger kvar där de är</translation>
    </message>
    <message>
        <source>Space bar</source>
        <translation>Mellanslag</translation>
    </message>
    <message>
        <source>Show the picture large</source>
        <translation>Visa bilden stor</translation>
    </message>
    <message>
        <source>Choose the file, or go on to its picture</source>
        <translation>Välj filen, eller gå vidare till dess bild</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Retur</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>Piltangenter</translation>
    </message>
    <message>
        <source>Go through the list; with Shift several are chosen</source>
        <translation>Gå genom listan; med Skift väljs flera</translation>
    </message>
    <message>
        <source>Go to the next column</source>
        <translation>Gå till nästa kolumn</translation>
    </message>
    <message>
        <source>Cancel, or close what lies over the window</source>
        <translation>Avbryt, eller stäng det som ligger över fönstret</translation>
    </message>
    <message>
        <source>This help</source>
        <translation>Den här hjälpen</translation>
    </message>
    <message>
        <source>“According to the file” means that the file says so. Nobody has confirmed it.</source>
        <translation>”Enligt filen” betyder att filen säger det. Ingen har bekräftat det.</translation>
    </message>
    <message>
        <source>A trace is something that a program leaves behind. It suggests how the file was made, no more.</source>
        <translation>Ett spår är något som ett program lämnar efter sig. Det antyder hur filen är gjord, inte mer.</translation>
    </message>
</context>
<context>
    <name>LargePicture</name>
    <message>
        <source>Large preview</source>
        <translation>Stor förhandsvisning</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>There is neither a file nor an image on the clipboard.</source>
        <translation>Det finns varken någon fil eller någon bild i urklipp.</translation>
    </message>
    <message>
        <source>Files…</source>
        <translation>Filer …</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Mapp …</translation>
    </message>
    <message>
        <source>From the clipboard</source>
        <translation>Från urklipp</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hjälp</translation>
    </message>
    <message>
        <source>Cancelled. What has been read stays.</source>
        <translation>Avbrutet. Det som redan är läst finns kvar.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) checked</source>
        <translation>
            <numerusform>%Ln fil kontrollerad</numerusform>
            <numerusform>%Ln filer kontrollerade</numerusform>
        </translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopierat.</translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>Välj filer</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Välj en mapp</translation>
    </message>
</context>
<context>
    <name>Personal</name>
    <message>
        <source>Show values</source>
        <translation>Visa värden</translation>
    </message>
    <message>
        <source>Hide values</source>
        <translation>Dölj värden</translation>
    </message>
</context>
<context>
    <name>PreviewColumn</name>
    <message>
        <source>Preview</source>
        <translation>Förhandsvisning</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln fil</numerusform>
            <numerusform>%Ln filer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Provenance</name>
    <message>
        <source>Has no Content Credentials of its own</source>
        <translation>Har inga egna Content Credentials</translation>
    </message>
    <message>
        <source>Signer according to the certificate: {signer}</source>
        <translation>Undertecknare enligt certifikatet: {signer}</translation>
    </message>
    <message>
        <source>Written by: {program}</source>
        <translation>Skrivet av: {program}</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>Träd</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Lista</translation>
    </message>
</context>
<context>
    <name>Section</name>
    <message numerus="yes">
        <source>Show %Ln more</source>
        <translation>
            <numerusform>Visa %Ln till</numerusform>
            <numerusform>Visa %Ln till</numerusform>
        </translation>
    </message>
    <message>
        <source>Contradictions and remarks</source>
        <translation>Motsägelser och anmärkningar</translation>
    </message>
    <message>
        <source>More about the answers</source>
        <translation>Mer om svaren</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Belägg</translation>
    </message>
    <message>
        <source>{place}, from byte {offset}</source>
        <translation>{place}, från byte {offset}</translation>
    </message>
    <message>
        <source>according to {who}</source>
        <translation>enligt {who}</translation>
    </message>
    <message>
        <source>covered by the signature</source>
        <translation>skyddas av signaturen</translation>
    </message>
    <message>
        <source>Personal data</source>
        <translation>Personuppgifter</translation>
    </message>
    <message>
        <source>Codes for experts</source>
        <translation>Koder för experter</translation>
    </message>
    <message>
        <source>Not covered by the signature: {count} bytes from byte {start}</source>
        <translation>Skyddas inte av signaturen: {count} byte från byte {start}</translation>
    </message>
</context>
<context>
    <name>Several</name>
    <message numerus="yes">
        <source>%Ln file(s) chosen</source>
        <translation>
            <numerusform>%Ln fil vald</numerusform>
            <numerusform>%Ln filer valda</numerusform>
        </translation>
    </message>
    <message>
        <source>Not read yet</source>
        <translation>Ännu inte lästa</translation>
    </message>
    <message>
        <source>What the files say about AI</source>
        <translation>Vad filerna säger om AI</translation>
    </message>
    <message>
        <source>Content Credentials</source>
        <translation>Content Credentials</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Att göra</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Kopiera som text</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>Kopiera som JSON</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln fil</numerusform>
            <numerusform>%Ln filer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln with something to do</source>
        <translation>
            <numerusform>%Ln att åtgärda</numerusform>
            <numerusform>%Ln att åtgärda</numerusform>
        </translation>
    </message>
    <message>
        <source>Search and filter</source>
        <translation>Sök och filtrera</translation>
    </message>
    <message>
        <source>Filter the list</source>
        <translation>Filtrera listan</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>Sortera</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Lägg till</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Visning</translation>
    </message>
    <message>
        <source>As dropped</source>
        <translation>Som de släpptes</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Efter namn</translation>
    </message>
    <message>
        <source>By AI use</source>
        <translation>Efter AI-användning</translation>
    </message>
    <message>
        <source>By Content Credentials</source>
        <translation>Efter Content Credentials</translation>
    </message>
    <message>
        <source>By what remains to be done</source>
        <translation>Efter vad som återstår att göra</translation>
    </message>
    <message>
        <source>Light or dark as the system</source>
        <translation>Ljust eller mörkt som systemet</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Ljust</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Mörkt</translation>
    </message>
</context>
<context>
    <name>UnknownPanel</name>
    <message>
        <source>What was looked for</source>
        <translation>Vad programmet har sökt efter</translation>
    </message>
    <message>
        <source>What cannot be known from the file</source>
        <translation>Vad som inte går att veta av filen</translation>
    </message>
    <message>
        <source>{first} and {last}</source>
        <translation>{first} och {last}</translation>
    </message>
</context>
<context>
    <name>WorkBar</name>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} av {total}</translation>
    </message>
    <message>
        <source>Files that have been read</source>
        <translation>Filer som har lästs</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Check all of them</source>
        <translation>Kontrollera alla</translation>
    </message>
    <message>
        <source>Leave the rest</source>
        <translation>Låt resten vara</translation>
    </message>
    <message>
        <source>The folder holds {total} files. The first {first} are being checked.</source>
        <translation>Mappen innehåller {total} filer. De första {first} kontrolleras.</translation>
    </message>
</context>
</TS>
