<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>DropPromise</name>
    <message numerus="yes">
        <source>Drop to check everything in %Ln file(s) and folder(s)</source>
        <translation>
            <numerusform>Drop to check everything in the folder</numerusform>
            <numerusform>Drop to check everything in %Ln files and folders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Drop to check %Ln file(s)</source>
        <translation>
            <numerusform>Drop to check %Ln file</numerusform>
            <numerusform>Drop to check %Ln files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%Ln file(s) checked</source>
        <translation>
            <numerusform>%Ln file checked</numerusform>
            <numerusform>%Ln files checked</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreviewColumn</name>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Section</name>
    <message numerus="yes">
        <source>Show %Ln more</source>
        <translation>
            <numerusform>Show %Ln more</numerusform>
            <numerusform>Show %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Several</name>
    <message numerus="yes">
        <source>%Ln file(s) chosen</source>
        <translation>
            <numerusform>%Ln file chosen</numerusform>
            <numerusform>%Ln files chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln with something to do</source>
        <translation>
            <numerusform>%Ln with something to do</numerusform>
            <numerusform>%Ln with something to do</numerusform>
        </translation>
    </message>
</context>
</TS>
