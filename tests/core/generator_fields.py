"""Fields as generators write them: the structure of real files, with contents of our own."""

from __future__ import annotations

import json

from sensus_verify.core.evidence import Field, Source

JOB = "0f0e0d0c-1111-4222-8333-444455556666"


def chunk(name: str, value: str) -> Field:
    return Field(source=Source.TEXT_CHUNK, name=name, value=value, where=f"PNG tEXt {name}")


def exif(name: str, value: str) -> Field:
    return Field(source=Source.EXIF, name=name, value=value, where="JPEG APP1 EXIF")


def xmp(name: str, value: str, where: str = "PNG iTXt XMP") -> Field:
    return Field(source=Source.XMP, name=name, value=value, where=where)


def tag(name: str, value: str) -> Field:
    return Field(source=Source.TAG, name=name, value=value, where=f"ID3 {name}")


def body(text: str) -> Field:
    return Field(source=Source.BODY, name="text", value=text, where="text")


def c2pa(name: str, value: str) -> Field:
    return Field(source=Source.C2PA, name=name, value=value, where="C2PA claim")


A1111 = (
    "a red house by a lake\nNegative prompt: people\n"
    "Steps: 15, Sampler: UniPC, CFG scale: 5, Seed: 1234, Size: 512x400, Model hash: 0123456789, Model: own_v1"
)
SD_NEXT = "a boat\nSteps: 20, Size: 1024x1024, Seed: 42, CFG scale: 6, App: SD.Next"
COMFY_PROMPT = json.dumps(
    {
        "3": {"inputs": {"seed": 1, "steps": 20, "model": ["4", 0]}, "class_type": "KSampler"},
        "4": {"inputs": {"ckpt_name": "own.ckpt"}, "class_type": "CheckpointLoader"},
    }
)
COMFY_WORKFLOW = json.dumps(
    {"last_node_id": 13, "last_link_id": 12, "nodes": [{"id": 7, "type": "KSampler"}], "links": [[1, 4, 0, 3, 0, "X"]]}
)
NOVELAI_COMMENT = json.dumps({"steps": 50, "sampler": "k_euler", "seed": 7, "scale": 10.0, "uc": "bad"})
FOOOCUS = json.dumps({"base_model": "own", "metadata_scheme": "fooocus", "prompt": "a boat", "steps": 30})
MIDJOURNEY = f"a lamp on a table, warm light --ar 4:3 --v 5.2 Job ID: {JOB}"
SUNO = f"made with suno; created=2026-03-01T10:00:00.000Z; id={JOB}"
GROK = "Signature: " + "aB3+/" * 20 + "=="

BY_GENERATOR: dict[str, list[Field]] = {
    "AUTOMATIC1111": [chunk("parameters", A1111)],
    "AUTOMATIC1111 in JPEG": [exif("UserComment", A1111)],
    "AUTOMATIC1111 as SD.Next": [chunk("parameters", SD_NEXT)],
    "ComfyUI": [chunk("prompt", COMFY_PROMPT), chunk("workflow", COMFY_WORKFLOW)],
    "ComfyUI in WebP": [exif("Model", f"prompt:{COMFY_PROMPT}"), exif("Make", f"workflow:{COMFY_WORKFLOW}")],
    "ComfyUI in video": [tag("©cmt", json.dumps({"prompt": COMFY_PROMPT, "workflow": COMFY_WORKFLOW}))],
    "InvokeAI": [chunk("Dream", '"a boat, [people]" -s 50 -S 2980747362 -W 512 -H 768 -C 5 -A k_lms')],
    "InvokeAI 3": [chunk("invokeai_metadata", '{"app_version": "3.4.0", "positive_prompt": "a boat"}')],
    "InvokeAI 2": [chunk("sd-metadata", '{"model": "stable diffusion", "image": {"prompt": []}}')],
    "NovelAI": [
        chunk("Title", "AI generated image"),
        chunk("Description", "a boat"),
        chunk("Software", "NovelAI"),
        chunk("Source", "Stable Diffusion 00000000"),
        chunk("Comment", NOVELAI_COMMENT),
    ],
    "Fooocus": [chunk("parameters", FOOOCUS), chunk("fooocus_scheme", "fooocus")],
    "Fooocus in JPEG": [exif("UserComment", FOOOCUS)],
    "SwarmUI": [chunk("parameters", '{"sui_image_params": {"prompt": "a boat", "seed": 1}}')],
    "Easy Diffusion": [
        chunk("prompt", "a boat"),
        chunk("Negative Prompt", ""),
        chunk("seed", "7"),
        chunk("Steps", "25"),
    ],
    "Draw Things": [xmp("exif:UserComment", '{"c": "a boat", "uc": "people", "sampler": "Euler", "steps": 8}')],
    "Midjourney": [chunk("Author", "somebody"), chunk("Description", MIDJOURNEY)],
    "Midjourney without options": [
        xmp("dc:description", f"a lamp Job ID: {JOB}"),
        xmp("Iptc4xmpExt:DigitalImageGUID", JOB),
    ],
    "xAI Grok": [exif("ImageDescription", GROK), exif("Artist", JOB)],
    "Google AI": [xmp("photoshop:Credit", "Made with Google AI")],
    "Google AI edits": [Field(source=Source.IPTC, name="Credit", value="Edited with Google AI")],
    "Ideogram": [exif("Make", "Ideogram AI")],
    "ByteDance (Jimeng, Doubao)": [exif("UserComment", '{"aigc_info": {"aigc_label_type": 1}}')],
    "ByteDance (Jimeng, Doubao) export": [
        tag("comment", '{"data": {"product": "dreamina", "exportType": "generation"}, "trace_info": {}}')
    ],
    "Suno": [tag("COMM", SUNO)],
    "Suno address": [tag("WOAS", f"https://suno.com/song/{JOB}")],
    "OpenAI": [c2pa("claim_generator", "ChatGPT"), c2pa("softwareAgent", "GPT-4o")],
    "OpenAI service": [c2pa("claim_generator", "OpenAI Media Service API/1.2")],
    "Adobe Firefly": [c2pa("claim_generator", "Adobe_Firefly")],
    "FLUX": [c2pa("claim_generator", "Black Forest Labs API")],
}
"""What gives a strong trace of the generator that the key begins with."""

ORDINARY: dict[str, list[Field]] = {
    "steps in prose": [exif("UserComment", "Recipe. Steps: 20, then rest. Seed: sunflower, Sampler: any")],
    "steps without the rest": [chunk("parameters", "a line\nSteps: 20, Width: 100")],
    "parameters of other software": [chunk("parameters", '{"width": 100, "prompt": "Enter a name"}')],
    "parameters of a simulation": [chunk("parameters", "dt=0.1, steps=20, sampler=metropolis, seed=4")],
    "a prompt that is prose": [chunk("prompt", "Describe the picture in your own words.")],
    "a prompt in other JSON": [chunk("prompt", '{"text": "class_type", "inputs": []}')],
    "a workflow of other software": [chunk("workflow", '{"nodes": ["start", "end"], "name": "Approval"}')],
    "a workflow that is a name": [chunk("workflow", "Approved by the editor")],
    "broken JSON": [chunk("prompt", COMFY_PROMPT[:-1])],
    "GIMP": [chunk("Comment", "Created with GIMP"), chunk("Software", "GIMP 2.10.34")],
    "ImageMagick": [chunk("Software", "ImageMagick 7.1"), chunk("date:create", "2026-01-01T00:00:00+00:00")],
    "a description of NovelAI": [chunk("Software", "About NovelAI"), chunk("Comment", NOVELAI_COMMENT)],
    "NovelAI named alone": [chunk("Software", "NovelAI"), chunk("Comment", "a sketch for the cover")],
    "the JSON of others": [chunk("Comment", '{"steps": 50, "sampler": "thermometer"}')],
    "a scheme of its own": [chunk("fooocus_scheme", "blue"), chunk("parameters", "x")],
    "Fooocus named in a text": [chunk("Description", "made in fooocus_scheme fooocus")],
    "a dream": [chunk("Dream", '"I had a dream" -s was it')],
    "a print job": [chunk("Description", f"Poster, 20 copies. Job ID: {JOB}")],
    "a job in the middle": [chunk("Description", f"Job ID: {JOB} was cancelled -- see the log")],
    "a command line": [chunk("Description", "run with --ar 4 and --version 5")],
    "a signature": [exif("ImageDescription", "Signature: J. Doe"), exif("Artist", JOB)],
    "a long signature without a number": [exif("ImageDescription", GROK), exif("Artist", "Jane Doe")],
    "an artist who is a number": [exif("ImageDescription", "A house"), exif("Artist", JOB)],
    "a credit in a sentence": [xmp("photoshop:Credit", "Not Made with Google AI")],
    "a credit of the agency": [xmp("photoshop:Credit", "Firefly, Flux, Runway and Imagen Press")],
    "a caption with names": [xmp("dc:description", "Midjourney, DALL-E and Firefly compared --v")],
    "an Ideogram": [exif("Make", "Canon"), exif("Model", "Ideogram AI")],
    "no label": [exif("UserComment", '{"aigc_info": {"aigc_label_type": 0}}')],
    "true is not one": [exif("UserComment", '{"aigc_type": true}')],
    "exported": [exif("UserComment", '{"exportType": "generation"}')],
    "about Suno": [tag("COMM", "I made this with suno and a guitar")],
    "a page at Suno": [tag("WOAS", "https://suno.com/about")],
    "not Suno": [tag("WOAS", f"https://suno.com.example/song/{JOB}")],
    "Photoshop": [c2pa("claim_generator", "Adobe Photoshop 26.1"), c2pa("softwareAgent", "Adobe Photoshop")],
    "Lightroom": [exif("Software", "Adobe Lightroom 8.5.1 (Macintosh)")],
    "Google's library in a camera": [c2pa("claim_generator", "Google C2PA Core Generator Library")],
    "Canva in a credential": [c2pa("claim_generator", "Canva")],
    "a company with a long name": [c2pa("claim_generator", "ChatGPTest Labs")],
    "bytes by chance": [Field(source=Source.STRUCTURE, name="member", value="TC260 AIGC Label 1")],
    "a novel about chatbots": [body('She typed "citeturn0search0" and `:contentReference[oaicite:0]{index=0}`.')],
    "documentation": [body("ChatGPT leaves turn0search0 and oaicite behind; links have `utm_source=x`.")],
    "a turn": [body("The city turn0f events; cite turn and 0search0")],
    "another source": [body("https://example.org/?utm_source=chatgpt.company and ?utm_source=openair")],
    "French spaces": [body("Il a dit\u202f: « oui\u202f! » — 12\u202f000\u202f€\u200b")],
}
"""What ordinary files hold and must give no trace that suggests anything."""
