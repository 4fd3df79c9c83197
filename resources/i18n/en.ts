<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>DropPromise</name>
    <message numerus="yes">
        <source>Drop to check everything in %n file(s) and folder(s)</source>
        <translation>
            <numerusform>Drop to check everything in the folder</numerusform>
            <numerusform>Drop to check everything in %n files and folders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Drop to check %n file(s)</source>
        <translation>
            <numerusform>Drop to check %n file</numerusform>
            <numerusform>Drop to check %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n file(s) checked</source>
        <translation>
            <numerusform>%n file checked</numerusform>
            <numerusform>%n files checked</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreviewColumn</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Section</name>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>Show %n more</numerusform>
            <numerusform>Show %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Several</name>
    <message numerus="yes">
        <source>%n file(s) chosen</source>
        <translation>
            <numerusform>%n file chosen</numerusform>
            <numerusform>%n files chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with something to do</source>
        <translation>
            <numerusform>%n with something to do</numerusform>
            <numerusform>%n with something to do</numerusform>
        </translation>
    </message>
</context>
</TS>
