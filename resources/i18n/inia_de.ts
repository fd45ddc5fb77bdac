<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>ActionChoices</name>
    <message>
        <source>Copy ARNs</source>
        <translation>ARNs kopieren</translation>
    </message>
    <message>
        <source>Copy ARN</source>
        <translation>ARN kopieren</translation>
    </message>
    <message>
        <source>Copy ids</source>
        <translation>IDs kopieren</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>ID kopieren</translation>
    </message>
    <message>
        <source>Copy JSON</source>
        <translation>JSON kopieren</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
</context>
<context>
    <name>ActionMenu</name>
    <message>
        <source>Look at</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>Warten</translation>
    </message>
    <message>
        <source>More changes</source>
        <translation>Weitere Änderungen</translation>
    </message>
    <message>
        <source>Delete and remove</source>
        <translation>Löschen und entfernen</translation>
    </message>
</context>
<context>
    <name>ActionTexts</name>
    <message>
        <source>View %1</source>
        <translation>%1 ansehen</translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <translation>%1 für %2</translation>
    </message>
</context>
<context>
    <name>CallFacts</name>
    <message>
        <source>Call</source>
        <translation>Aufruf</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Operation</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Caused by</source>
        <translation>Auslöser</translation>
    </message>
    <message>
        <source>%1 (in the background)</source>
        <translation>%1 (im Hintergrund)</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>From a recording</source>
        <translation>Aus einer Aufzeichnung</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Request id</source>
        <translation>Anfrage-ID</translation>
    </message>
    <message>
        <source>Extended id</source>
        <translation>Erweiterte ID</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Call %1</source>
        <translation>Aufruf %1</translation>
    </message>
    <message>
        <source>Attempt %1 · %2</source>
        <translation>Versuch %1 · %2</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Until sent</source>
        <translation>Bis zum Senden</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>Warten, bis sie dran ist</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindungsaufbau</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Warten</translation>
    </message>
    <message>
        <source>Receiving</source>
        <translation>Empfang</translation>
    </message>
    <message>
        <source>The program by itself</source>
        <translation>Das Programm von sich aus</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Bedienung</translation>
    </message>
    <message>
        <source>This call</source>
        <translation>Dieser Aufruf</translation>
    </message>
    <message>
        <source>Made for it</source>
        <translation>Dafür gemacht</translation>
    </message>
    <message>
        <source>Credential scope</source>
        <translation>Geltungsbereich (Credential scope)</translation>
    </message>
    <message>
        <source>Canonical request</source>
        <translation>Kanonische Anfrage (Canonical request)</translation>
    </message>
    <message>
        <source>String to sign</source>
        <translation>Zu signierender Text (String to sign)</translation>
    </message>
    <message>
        <source>This attempt was not signed.</source>
        <translation>Dieser Versuch wurde nicht signiert.</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
</context>
<context>
    <name>Causes</name>
    <message>
        <source>API console</source>
        <translation>API-Konsole</translation>
    </message>
    <message>
        <source>Account id</source>
        <translation>Kontonummer</translation>
    </message>
    <message>
        <source>Complete rows of %1</source>
        <translation>Zeilen von %1 vervollständigen</translation>
    </message>
    <message>
        <source>Drag out</source>
        <translation>Herausziehen</translation>
    </message>
    <message>
        <source>Expand %1</source>
        <translation>%1 aufklappen</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>%1 exportieren</translation>
    </message>
    <message>
        <source>Find the region of the bucket</source>
        <translation>Region des Buckets finden</translation>
    </message>
    <message>
        <source>Get the keys of a role</source>
        <translation>Zugangsdaten einer Rolle holen</translation>
    </message>
    <message>
        <source>List accounts</source>
        <translation>Konten auflisten</translation>
    </message>
    <message>
        <source>List roles</source>
        <translation>Rollen auflisten</translation>
    </message>
    <message>
        <source>Load all</source>
        <translation>Alle laden</translation>
    </message>
    <message>
        <source>Load more</source>
        <translation>Mehr laden</translation>
    </message>
    <message>
        <source>Look for prefixes in %1</source>
        <translation>Präfixe in %1 suchen</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>Reload %1</source>
        <translation>%1 neu laden</translation>
    </message>
    <message>
        <source>Renew the sign-in at Identity Center</source>
        <translation>Anmeldung bei Identity Center erneuern</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholung</translation>
    </message>
    <message>
        <source>Scroll</source>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>Sign in at Identity Center</source>
        <translation>Anmeldung bei Identity Center</translation>
    </message>
    <message>
        <source>Test profile %1</source>
        <translation>Profil %1 testen</translation>
    </message>
</context>
<context>
    <name>CollectionWords</name>
    <message>
        <source> of %1</source>
        <translation> von %1</translation>
    </message>
    <message>
        <source>No %1%2</source>
        <translation>Keine %1%2</translation>
    </message>
    <message>
        <source>The service answered with a complete, empty list.</source>
        <translation>Der Dienst hat mit einer vollständigen, leeren Liste geantwortet.</translation>
    </message>
    <message>
        <source>No %1 match the filter</source>
        <translation>Keine %1 passen zum Filter</translation>
    </message>
    <message>
        <source>The server was asked for %1.</source>
        <translation>Der Server wurde nach %1 gefragt.</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter löschen</translation>
    </message>
    <message>
        <source>%1 could not be listed</source>
        <translation>%1: Auflisten fehlgeschlagen</translation>
    </message>
    <message>
        <source>You may not list the %1</source>
        <translation>Auflisten nicht erlaubt: %1</translation>
    </message>
    <message>
        <source>%1 may not call %2 of %3, or a policy denies it.</source>
        <translation>%1 darf %2 von %3 nicht aufrufen, oder eine Richtlinie verbietet es.</translation>
    </message>
    <message>
        <source>All %1 were looked at.</source>
        <translation>Alle %1 wurden angesehen.</translation>
    </message>
    <message>
        <source>There are more %1, not looked at yet.</source>
        <translation>Es gibt weitere %1, die noch nicht angesehen wurden.</translation>
    </message>
    <message>
        <source>resources</source>
        <translation>Ressourcen</translation>
    </message>
    <message>
        <source>There is nothing like this here</source>
        <translation>So etwas gibt es hier nicht</translation>
    </message>
    <message>
        <source>Filters · server</source>
        <translation>Filter · Server</translation>
    </message>
    <message>
        <source>The server sends only what matches all filters</source>
        <translation>Der Server sendet nur, was zu allen Filtern passt</translation>
    </message>
    <message>
        <source>Filter by name=value: vpc-id=…, tag:env=…</source>
        <translation>Filtern nach Name=Wert: vpc-id=…, tag:env=…</translation>
    </message>
    <message>
        <source>Prefix · server</source>
        <translation>Präfix · Server</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
    <message>
        <source>Filter by %1</source>
        <translation>Filtern nach %1</translation>
    </message>
</context>
<context>
    <name>ColumnChoices</name>
    <message>
        <source>That is no JSON: %1, character %2.</source>
        <translation>Das ist kein JSON: %1, Zeichen %2.</translation>
    </message>
    <message>
        <source>There are no columns for %1 in it.</source>
        <translation>Darin sind keine Spalten für %1.</translation>
    </message>
</context>
<context>
    <name>ColumnMenu</name>
    <message>
        <source>Members</source>
        <translation>Felder</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>Spalten zurücksetzen</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Open anything</source>
        <translation>Beliebiges öffnen</translation>
    </message>
    <message>
        <source>All commands</source>
        <translation>Alle Befehle</translation>
    </message>
    <message>
        <source>Edit the path</source>
        <translation>Pfad bearbeiten</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Stop loading</source>
        <translation>Laden anhalten</translation>
    </message>
    <message>
        <source>Pin or unpin this place</source>
        <translation>Diesen Ort anheften oder lösen</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Next area</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Previous area</source>
        <translation>Voriger Bereich</translation>
    </message>
    <message>
        <source>New tab</source>
        <translation>Neuer Tab</translation>
    </message>
    <message>
        <source>Close tab</source>
        <translation>Tab schließen</translation>
    </message>
    <message>
        <source>Next tab</source>
        <translation>Nächster Tab</translation>
    </message>
    <message>
        <source>Previous tab</source>
        <translation>Voriger Tab</translation>
    </message>
    <message>
        <source>Open session</source>
        <translation>Sitzung öffnen</translation>
    </message>
    <message>
        <source>Switch profile</source>
        <translation>Profil wechseln</translation>
    </message>
    <message>
        <source>Switch region</source>
        <translation>Region wechseln</translation>
    </message>
    <message>
        <source>Lock or unlock the session</source>
        <translation>Sitzung sperren oder entsperren</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Accounts and roles</source>
        <translation>Konten und Rollen</translation>
    </message>
    <message>
        <source>Why the session is as it is</source>
        <translation>Warum die Sitzung so ist, wie sie ist</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Load all</source>
        <translation>Alle laden</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alle auswählen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the cell</source>
        <translation>Zelle kopieren</translation>
    </message>
    <message>
        <source>Copy rows as a table</source>
        <translation>Zeilen als Tabelle kopieren</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>ID kopieren</translation>
    </message>
    <message>
        <source>Copy ARN</source>
        <translation>ARN kopieren</translation>
    </message>
    <message>
        <source>Copy URI</source>
        <translation>URI kopieren</translation>
    </message>
    <message>
        <source>Copy link to the AWS console</source>
        <translation>Link zur AWS-Konsole kopieren</translation>
    </message>
    <message>
        <source>Open in the AWS console</source>
        <translation>In der AWS-Konsole öffnen</translation>
    </message>
    <message>
        <source>Delete what is selected, after asking</source>
        <translation>Auswahl nach Rückfrage löschen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Move to another folder or bucket</source>
        <translation>In einen anderen Ordner oder Bucket verschieben</translation>
    </message>
    <message>
        <source>Copy to another folder or bucket</source>
        <translation>In einen anderen Ordner oder Bucket kopieren</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>Spalten wählen</translation>
    </message>
    <message>
        <source>Add a column by JMESPath</source>
        <translation>Spalte mit JMESPath hinzufügen</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>Als CSV exportieren</translation>
    </message>
    <message>
        <source>Export as JSON</source>
        <translation>Als JSON exportieren</translation>
    </message>
    <message>
        <source>Export as NDJSON</source>
        <translation>Als NDJSON exportieren</translation>
    </message>
    <message>
        <source>New item</source>
        <translation>Neues Element</translation>
    </message>
    <message>
        <source>Edit item</source>
        <translation>Element bearbeiten</translation>
    </message>
    <message>
        <source>Duplicate item</source>
        <translation>Element duplizieren</translation>
    </message>
    <message>
        <source>Run the query</source>
        <translation>Abfrage ausführen</translation>
    </message>
    <message>
        <source>Store the item</source>
        <translation>Element speichern</translation>
    </message>
    <message>
        <source>API console</source>
        <translation>API-Konsole</translation>
    </message>
    <message>
        <source>Run the operation</source>
        <translation>Operation ausführen</translation>
    </message>
    <message>
        <source>Resource tree</source>
        <translation>Ressourcenbaum</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Look like the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>in tables</source>
        <translation>in Tabellen</translation>
    </message>
    <message>
        <source>S3</source>
        <translation>S3</translation>
    </message>
    <message>
        <source>DynamoDB</source>
        <translation>DynamoDB</translation>
    </message>
    <message>
        <source>item editor</source>
        <translation>Elementeditor</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>List in several regions</source>
        <translation>In mehreren Regionen auflisten</translation>
    </message>
    <message>
        <source>Search below this place (S3)</source>
        <translation>Unter diesem Ort suchen (S3)</translation>
    </message>
    <message>
        <source>Calculate the size of what is here (S3)</source>
        <translation>Größe des Inhalts hier berechnen (S3)</translation>
    </message>
    <message>
        <source>Show or hide versions</source>
        <translation>Versionen zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Cut, to move where it is pasted</source>
        <translation>Ausschneiden, um beim Einfügen zu verschieben</translation>
    </message>
    <message>
        <source>Paste objects</source>
        <translation>Objekte einfügen</translation>
    </message>
    <message>
        <source>Edit as text</source>
        <translation>Als Text bearbeiten</translation>
    </message>
    <message>
        <source>Transfers, then jobs</source>
        <translation>Übertragungen, dann Aufträge</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Undo the last job</source>
        <translation>Letzten Auftrag rückgängig machen</translation>
    </message>
</context>
<context>
    <name>CompareBar</name>
    <message>
        <source>From there to here</source>
        <translation>Von dort hierher</translation>
    </message>
    <message>
        <source>From here to there</source>
        <translation>Von hier dorthin</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>Delete what is in the target only</source>
        <translation>Löschen, was nur im Ziel ist</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Run…</source>
        <translation>Ausführen…</translation>
    </message>
    <message>
        <source>A folder of this computer, or s3://bucket/folder/</source>
        <translation>Ein Ordner dieses Rechners oder s3://bucket/folder/</translation>
    </message>
    <message>
        <source>The other place</source>
        <translation>Der andere Ort</translation>
    </message>
    <message>
        <source>Leave out: *.tmp build/</source>
        <translation>Weglassen: *.tmp build/</translation>
    </message>
    <message>
        <source>As in .gitignore, with blanks between them: *.tmp build/ !keep.tmp</source>
        <translation>Wie in .gitignore, durch Leerzeichen getrennt: *.tmp build/ !keep.tmp</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>As seen last time</source>
        <translation>Wie zuletzt gesehen</translation>
    </message>
    <message>
        <source>Size and time</source>
        <translation>Größe und Zeit</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>By what two things are taken for the same. Contents are read only where asked for.</source>
        <translation>Woran zwei als gleich gelten. Inhalte werden nur gelesen, wo danach gefragt ist.</translation>
    </message>
    <message>
        <source>Way to compare</source>
        <translation>Art des Vergleichs</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Unterschiede</translation>
    </message>
    <message>
        <source>To be copied</source>
        <translation>Zu kopieren</translation>
    </message>
    <message>
        <source>Only in the target</source>
        <translation>Nur im Ziel</translation>
    </message>
    <message>
        <source>Left as they are</source>
        <translation>Unverändert belassen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Shown pairs</source>
        <translation>Gezeigte Paare</translation>
    </message>
</context>
<context>
    <name>Comparisons</name>
    <message>
        <source>begins with</source>
        <translation>beginnt mit</translation>
    </message>
    <message>
        <source>between</source>
        <translation>zwischen</translation>
    </message>
    <message>
        <source>is one of</source>
        <translation>ist eines von</translation>
    </message>
    <message>
        <source>exists</source>
        <translation>existiert</translation>
    </message>
    <message>
        <source>does not exist</source>
        <translation>existiert nicht</translation>
    </message>
    <message>
        <source>contains</source>
        <translation>enthält</translation>
    </message>
    <message>
        <source>does not contain</source>
        <translation>enthält nicht</translation>
    </message>
    <message>
        <source>has type</source>
        <translation>hat den Typ</translation>
    </message>
    <message>
        <source>size =</source>
        <translation>Größe =</translation>
    </message>
    <message>
        <source>size &lt;</source>
        <translation>Größe &lt;</translation>
    </message>
    <message>
        <source>size ≤</source>
        <translation>Größe ≤</translation>
    </message>
    <message>
        <source>size &gt;</source>
        <translation>Größe &gt;</translation>
    </message>
    <message>
        <source>size ≥</source>
        <translation>Größe ≥</translation>
    </message>
    <message>
        <source>String</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>Binary</source>
        <translation>Binär</translation>
    </message>
    <message>
        <source>Boolean</source>
        <translation>Wahrheitswert</translation>
    </message>
    <message>
        <source>Null</source>
        <translation>Null</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Beliebig</translation>
    </message>
    <message>
        <source>Values, separated by commas</source>
        <translation>Werte, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Base64</source>
        <translation>Base64</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
</context>
<context>
    <name>Confirmations</name>
    <message>
        <source>Will call %1 in %2</source>
        <translation>Ruft %1 in %2 auf</translation>
    </message>
    <message>
        <source>Will call %1 in %2, %3 times</source>
        <translation>Ruft %1 in %2 auf, %3-mal</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>%1?</source>
        <translation>%1?</translation>
    </message>
    <message>
        <source>This cannot be undone from here.</source>
        <translation>Das lässt sich von hier aus nicht rückgängig machen.</translation>
    </message>
</context>
<context>
    <name>CopyAs</name>
    <message>
        <source>AWS CLI</source>
        <translation>AWS CLI</translation>
    </message>
    <message>
        <source>AWS CLI for PowerShell</source>
        <translation>AWS CLI für PowerShell</translation>
    </message>
    <message>
        <source>Python (boto3)</source>
        <translation>Python (boto3)</translation>
    </message>
    <message>
        <source>curl</source>
        <translation>curl</translation>
    </message>
    <message>
        <source>C++</source>
        <translation>C++</translation>
    </message>
    <message>
        <source>No code</source>
        <translation>Kein Code</translation>
    </message>
    <message>
        <source>There is no such operation any more</source>
        <translation>Diese Operation gibt es nicht mehr</translation>
    </message>
    <message>
        <source>All pages</source>
        <translation>Alle Seiten</translation>
    </message>
</context>
<context>
    <name>Destinations</name>
    <message>
        <source>That is in account %1, and this tab in %2. Open a session of that account to go there.</source>
        <translation>Das liegt im Konto %1, dieser Tab in %2. Um dorthin zu gehen, eine Sitzung dieses Kontos öffnen.</translation>
    </message>
    <message>
        <source>“%1” leads nowhere: %2. Write s3://bucket/prefix, an ARN, an address of AWS&apos;s console or service://collection/identifier.</source>
        <translation>„%1“ führt nirgendwohin: %2. Möglich sind s3://bucket/prefix, ein ARN, eine Adresse der AWS-Konsole oder service://collection/identifier.</translation>
    </message>
</context>
<context>
    <name>DisplayTexts</name>
    <message>
        <source>%1 %2 %3, %4</source>
        <extracomment>Day, month, year, time: 14 Jul 2026, 10:00</extracomment>
        <translation>%1. %2 %3, %4</translation>
    </message>
</context>
<context>
    <name>ErrorState</name>
    <message>
        <source>No connection</source>
        <translation>Keine Verbindung</translation>
    </message>
    <message>
        <source>TLS failure</source>
        <translation>TLS-Fehler</translation>
    </message>
    <message>
        <source>No answer in time</source>
        <translation>Keine rechtzeitige Antwort</translation>
    </message>
    <message>
        <source>Unreadable answer</source>
        <translation>Unlesbare Antwort</translation>
    </message>
    <message>
        <source>No credentials</source>
        <translation>Keine Zugangsdaten</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <source>No endpoint</source>
        <translation>Kein Endpunkt</translation>
    </message>
    <message>
        <source>Read-only session</source>
        <translation>Schreibgeschützte Sitzung</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Operation</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Request id</source>
        <translation>Anfrage-ID</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Show request</source>
        <translation>Anfrage zeigen</translation>
    </message>
    <message>
        <source>Page %1 failed: %2</source>
        <translation>Seite %1 ist fehlgeschlagen: %2</translation>
    </message>
    <message>
        <source>Retry page %1</source>
        <translation>Seite %1 wiederholen</translation>
    </message>
    <message>
        <source>A code of your device is needed</source>
        <translation>Ein Code des MFA-Geräts ist nötig</translation>
    </message>
    <message>
        <source>Sign in to go on</source>
        <translation>Zum Fortsetzen anmelden</translation>
    </message>
    <message>
        <source>Enter code</source>
        <translation>Code eingeben</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>The service models cannot be read</source>
        <translation>Die Dienstmodelle sind nicht lesbar</translation>
    </message>
    <message>
        <source>There are no usable credentials</source>
        <translation>Es gibt keine brauchbaren Zugangsdaten</translation>
    </message>
    <message>
        <source>The configuration cannot be used</source>
        <translation>Die Konfiguration ist nicht brauchbar</translation>
    </message>
    <message>
        <source>The session cannot be opened</source>
        <translation>Die Sitzung lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>Choose another profile</source>
        <translation>Anderes Profil wählen</translation>
    </message>
    <message>
        <source>Ended early: %1</source>
        <translation>Vorzeitig beendet: %1</translation>
    </message>
</context>
<context>
    <name>Exchanges</name>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>after %1 ms</source>
        <translation>nach %1 ms</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>nach %1</translation>
    </message>
    <message>
        <source>%1 · page %2</source>
        <translation>%1 · Seite %2</translation>
    </message>
    <message>
        <source>%1 parts</source>
        <translation>%1 Teile</translation>
    </message>
    <message>
        <source>%1 pages</source>
        <translation>%1 Seiten</translation>
    </message>
    <message>
        <source>1 retry</source>
        <translation>1 Wiederholung</translation>
    </message>
    <message>
        <source>%1 retries</source>
        <translation>%1 Wiederholungen</translation>
    </message>
</context>
<context>
    <name>FilterHelp</name>
    <message>
        <source>&quot;%1&quot; is not a number. Write %2:2, %2:&gt;1 or %2:2..5.</source>
        <translation>&quot;%1&quot; ist keine Zahl. Möglich sind %2:2, %2:&gt;1 oder %2:2..5.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a status. Write status:403, status:4xx, status:400..499, or status:0 for no answer.</source>
        <translation>&quot;%1&quot; ist kein Status. Möglich sind status:403, status:4xx, status:400..499 oder status:0 für keine Antwort.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a time. Write %2:200ms or %2:2s.</source>
        <translation>&quot;%1&quot; ist keine Dauer. Möglich sind %2:200ms oder %2:2s.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a size. Write %2:10KB or %2:1MiB.</source>
        <translation>&quot;%1&quot; ist keine Größe. Möglich sind %2:10KB oder %2:1MiB.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a time. Write %2:-5m, %2:10:12 or %2:2026-07-14T10:12:00Z.</source>
        <translation>&quot;%1&quot; ist kein Zeitpunkt. Möglich sind %2:-5m, %2:10:12 oder %2:2026-07-14T10:12:00Z.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is none of %2.</source>
        <translation>&quot;%1&quot; ist nichts von %2.</translation>
    </message>
    <message>
        <source>The quote is closed at the end.</source>
        <translation>Das Anführungszeichen wird am Ende geschlossen.</translation>
    </message>
</context>
<context>
    <name>FormTexts</name>
    <message>
        <source>enum · %1</source>
        <translation>Auswahl · %1</translation>
    </message>
    <message>
        <source>list of %1</source>
        <translation>Liste aus %1</translation>
    </message>
    <message>
        <source>document</source>
        <translation>Dokument</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>eines von %1</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 Tg.</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 Tg. %2 Std.</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 Std.</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 Std. %2 Min.</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 Min. %2 s</translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation>1 Byte</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
</context>
<context>
    <name>IdentityTexts</name>
    <message>
        <source>by itself, before they end</source>
        <translation>von selbst, bevor sie ablaufen</translation>
    </message>
    <message>
        <source>with a code of your device</source>
        <translation>mit einem Code des MFA-Geräts</translation>
    </message>
    <message>
        <source>when a file or variable changes</source>
        <translation>wenn sich eine Datei oder Variable ändert</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Zugangsdaten</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Key id</source>
        <translation>Schlüssel-ID</translation>
    </message>
    <message>
        <source>not known to end</source>
        <translation>kein Ablauf bekannt</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ablauf</translation>
    </message>
    <message>
        <source>Renewed</source>
        <translation>Erneuerung</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>nothing has needed any yet</source>
        <translation>bisher waren keine nötig</translation>
    </message>
    <message>
        <source>Asked for keys</source>
        <translation>Nach Zugangsdaten gefragt</translation>
    </message>
    <message>
        <source>gave them</source>
        <translation>hat sie geliefert</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Identität</translation>
    </message>
    <message>
        <source>ARN</source>
        <translation>ARN</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
</context>
<context>
    <name>ItemColumns</name>
    <message>
        <source>table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>%1 of %2, %3</source>
        <translation>%1 von %2, %3</translation>
    </message>
    <message>
        <source>Partition key</source>
        <translation>Partitionsschlüssel</translation>
    </message>
    <message>
        <source>Sort key</source>
        <translation>Sortierschlüssel</translation>
    </message>
</context>
<context>
    <name>ItemWords</name>
    <message>
        <source>New item in %1</source>
        <translation>Neues Element in %1</translation>
    </message>
    <message>
        <source>Duplicate item %1 in %2</source>
        <translation>Element %1 in %2 duplizieren</translation>
    </message>
    <message>
        <source>Edit item %1 in %2</source>
        <translation>Element %1 in %2 bearbeiten</translation>
    </message>
    <message>
        <source>New item</source>
        <translation>Neues Element</translation>
    </message>
    <message>
        <source>Duplicate item</source>
        <translation>Element duplizieren</translation>
    </message>
    <message>
        <source>Edit item</source>
        <translation>Element bearbeiten</translation>
    </message>
    <message>
        <source>Stored is what you change, and only if nobody has changed it meanwhile.</source>
        <translation>Gespeichert wird, was geändert ist, und nur, wenn es inzwischen niemand anderes geändert hat.</translation>
    </message>
    <message>
        <source>Stored only if there is no item with this key yet.</source>
        <translation>Wird nur gespeichert, wenn es noch kein Element mit diesem Schlüssel gibt.</translation>
    </message>
    <message>
        <source>Will call dynamodb.%1 in %2</source>
        <translation>Ruft dynamodb.%1 in %2 auf</translation>
    </message>
    <message>
        <source>Store item</source>
        <translation>Element speichern</translation>
    </message>
    <message>
        <source>Create item</source>
        <translation>Element anlegen</translation>
    </message>
    <message>
        <source>Delete item</source>
        <translation>Element löschen</translation>
    </message>
    <message>
        <source>Delete %1 items</source>
        <translation>%1 Elemente löschen</translation>
    </message>
    <message>
        <source>%1 from %2?</source>
        <translation>%1 in %2?</translation>
    </message>
    <message>
        <source>What is deleted cannot be brought back from here.</source>
        <translation>Gelöschtes lässt sich von hier aus nicht zurückholen.</translation>
    </message>
    <message>
        <source>Will call dynamodb.BatchWriteItem in %1</source>
        <translation>Ruft dynamodb.BatchWriteItem in %1 auf</translation>
    </message>
    <message>
        <source>%1, %2 times</source>
        <translation>%1, %2-mal</translation>
    </message>
</context>
<context>
    <name>ItemsTexts</name>
    <message>
        <source>1 item</source>
        <translation>1 Element</translation>
    </message>
    <message>
        <source>%1 items</source>
        <translation>%1 Elemente</translation>
    </message>
    <message>
        <source>1 match</source>
        <translation>1 Treffer</translation>
    </message>
    <message>
        <source>%1 matches</source>
        <translation>%1 Treffer</translation>
    </message>
    <message>
        <source>%1 in %2 scanned</source>
        <translation>%1 von %2 durchsuchten</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Lädt…</translation>
    </message>
    <message>
        <source>%1, loading more…</source>
        <translation>%1, weitere laden…</translation>
    </message>
    <message>
        <source>%1, more</source>
        <translation>%1, weitere vorhanden</translation>
    </message>
    <message>
        <source>%1, complete</source>
        <translation>%1, vollständig</translation>
    </message>
    <message>
        <source>%1, then failed</source>
        <translation>%1, dann fehlgeschlagen</translation>
    </message>
    <message>
        <source>No item of this key matches</source>
        <translation>Kein Element dieses Schlüssels passt</translation>
    </message>
    <message>
        <source>No item of %1 matches</source>
        <translation>Kein Element von %1 passt</translation>
    </message>
    <message>
        <source>One item was looked at, and there are no more.</source>
        <translation>Ein Element wurde angesehen, mehr gibt es nicht.</translation>
    </message>
    <message>
        <source>%1 items were looked at, and there are no more.</source>
        <translation>%1 Elemente wurden angesehen, mehr gibt es nicht.</translation>
    </message>
    <message>
        <source>Run without filters</source>
        <translation>Ohne Filter ausführen</translation>
    </message>
    <message>
        <source>No item has this key</source>
        <translation>Kein Element hat diesen Schlüssel</translation>
    </message>
    <message>
        <source>The query of %1 answered with a complete, empty list.</source>
        <translation>Die Abfrage von %1 ergab eine vollständige, leere Liste.</translation>
    </message>
    <message>
        <source>No items in %1</source>
        <translation>Keine Elemente in %1</translation>
    </message>
    <message>
        <source>The scan answered with a complete, empty list.</source>
        <translation>Der Scan ergab eine vollständige, leere Liste.</translation>
    </message>
    <message>
        <source>No match in %1 scanned items</source>
        <translation>Kein Treffer in %1 durchsuchten Elementen</translation>
    </message>
    <message>
        <source>This key has more items, not looked at yet.</source>
        <translation>Dieser Schlüssel hat weitere Elemente, die noch nicht angesehen wurden.</translation>
    </message>
    <message>
        <source>The table has more items, not looked at yet.</source>
        <translation>Die Tabelle hat weitere Elemente, die noch nicht angesehen wurden.</translation>
    </message>
    <message>
        <source>Load more</source>
        <translation>Mehr laden</translation>
    </message>
    <message>
        <source>Stopped before the first page</source>
        <translation>Vor der ersten Seite angehalten</translation>
    </message>
    <message>
        <source>Nothing of %1 has been read.</source>
        <translation>Von %1 wurde noch nichts gelesen.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>You may not query %1</source>
        <translation>Abfragen von %1 nicht erlaubt</translation>
    </message>
    <message>
        <source>You may not scan %1</source>
        <translation>Scannen von %1 nicht erlaubt</translation>
    </message>
    <message>
        <source>%1 has no dynamodb:%2 on this table, or a policy denies it.</source>
        <translation>%1 hat kein dynamodb:%2 für diese Tabelle, oder eine Richtlinie verbietet es.</translation>
    </message>
    <message>
        <source>%1 could not be read</source>
        <translation>%1 ließ sich nicht lesen</translation>
    </message>
    <message>
        <source>%1 RCU</source>
        <translation>%1 RCU</translation>
    </message>
    <message>
        <source>about %1 in the table</source>
        <translation>etwa %1 in der Tabelle</translation>
    </message>
    <message>
        <source>%1 attributes without a column</source>
        <translation>%1 Attribute ohne Spalte</translation>
    </message>
    <message>
        <source>The %1 items above are kept.</source>
        <translation>Die %1 Elemente darüber bleiben.</translation>
    </message>
</context>
<context>
    <name>JobTexts</name>
    <message>
        <source>Waiting</source>
        <translation>Warten</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Copied, the original stays</source>
        <translation>Kopiert, das Original bleibt</translation>
    </message>
    <message>
        <source>Left alone</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Runs in another program</source>
        <translation>Läuft in einem anderen Programm</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Pausing</source>
        <translation>Wird pausiert</translation>
    </message>
    <message>
        <source>Stopped by itself</source>
        <translation>Von selbst angehalten</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>%1 not</source>
        <translation>%1 nicht</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Ending</source>
        <translation>Wird beendet</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Beschädigt</translation>
    </message>
    <message>
        <source>%1 deleted</source>
        <translation>%1 gelöscht</translation>
    </message>
    <message>
        <source>%1 restored</source>
        <translation>%1 wiederhergestellt</translation>
    </message>
    <message>
        <source>%1 copied</source>
        <translation>%1 kopiert</translation>
    </message>
    <message>
        <source>%1 moved</source>
        <translation>%1 verschoben</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>%1 geändert</translation>
    </message>
    <message>
        <source>%1 undone</source>
        <translation>%1 rückgängig gemacht</translation>
    </message>
    <message>
        <source>1 object</source>
        <translation>1 Objekt</translation>
    </message>
    <message>
        <source>%1 objects</source>
        <translation>%1 Objekte</translation>
    </message>
    <message>
        <source>no charge for requests</source>
        <translation>Anfragen kosten nichts</translation>
    </message>
    <message>
        <source>less than $0.01</source>
        <translation>weniger als 0,01 $</translation>
    </message>
    <message>
        <source>about $%1</source>
        <translation>etwa %1 $</translation>
    </message>
    <message>
        <source>%1, %2 list price of %3</source>
        <translation>%1, Listenpreis von %2 vom %3</translation>
    </message>
    <message>
        <source>%1; %2 not</source>
        <translation>%1; %2 nicht</translation>
    </message>
    <message>
        <source>; new ones have come meanwhile</source>
        <translation>; inzwischen sind neue dazugekommen</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>First object</source>
        <translation>Erstes Objekt</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Objekte</translation>
    </message>
    <message>
        <source>%1 of %2 done, %3 not</source>
        <translation>%1 von %2 fertig, %3 nicht</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Calls at once</source>
        <translation>Aufrufe zugleich</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig machen</translation>
    </message>
    <message>
        <source>Can be undone</source>
        <translation>Möglich</translation>
    </message>
    <message>
        <source>Nothing of it can be undone</source>
        <translation>Nichts davon lässt sich rückgängig machen</translation>
    </message>
    <message>
        <source>When it has ended</source>
        <translation>Wenn er beendet ist</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>Is not written down</source>
        <translation>Wird nicht festgehalten</translation>
    </message>
</context>
<context>
    <name>ListingTexts</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 loaded</source>
        <translation>%1 geladen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Lädt…</translation>
    </message>
    <message>
        <source>%1, loading more…</source>
        <translation>%1, weitere laden…</translation>
    </message>
    <message>
        <source>%1, more</source>
        <translation>%1, weitere vorhanden</translation>
    </message>
    <message>
        <source>0 %1, complete</source>
        <translation>0 %1, vollständig</translation>
    </message>
    <message>
        <source>%1, complete</source>
        <translation>%1, vollständig</translation>
    </message>
    <message>
        <source>%1, then failed</source>
        <translation>%1, dann fehlgeschlagen</translation>
    </message>
    <message>
        <source>No match in %1 loaded rows</source>
        <translation>Kein Treffer in %1 geladenen Zeilen</translation>
    </message>
    <message>
        <source>Load more</source>
        <translation>Mehr laden</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter löschen</translation>
    </message>
    <message>
        <source>filter: loaded rows</source>
        <translation>Filter: geladene Zeilen</translation>
    </message>
    <message>
        <source>filter: server</source>
        <translation>Filter: Server</translation>
    </message>
    <message>
        <source>sorted: loaded rows only</source>
        <translation>sortiert: nur geladene Zeilen</translation>
    </message>
    <message>
        <source>The %1 rows above are kept.</source>
        <translation>Die %1 Zeilen darüber bleiben.</translation>
    </message>
    <message>
        <source>%1, not complete</source>
        <translation>%1, nicht vollständig</translation>
    </message>
    <message>
        <source>%1 of %2 regions</source>
        <translation>%1 von %2 Regionen</translation>
    </message>
    <message>
        <source>, %1 denied</source>
        <translation>, %1 verweigert</translation>
    </message>
    <message>
        <source>, %1 failed</source>
        <translation>, %1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>1 of %1 regions is not in the list</source>
        <translation>1 von %1 Regionen fehlt in der Liste</translation>
    </message>
    <message>
        <source>%1 of %2 regions are not in the list</source>
        <translation>%1 von %2 Regionen fehlen in der Liste</translation>
    </message>
    <message>
        <source>Each of them is a row that says why.</source>
        <translation>Jede davon ist eine Zeile, die den Grund nennt.</translation>
    </message>
    <message>
        <source>Retry all</source>
        <translation>Alle wiederholen</translation>
    </message>
</context>
<context>
    <name>LogBar</name>
    <message>
        <source>Last 15 minutes</source>
        <translation>Letzte 15 Minuten</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Letzte Stunde</translation>
    </message>
    <message>
        <source>Last 3 hours</source>
        <translation>Letzte 3 Stunden</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>Letztes Jahr</translation>
    </message>
</context>
<context>
    <name>MetricsView</name>
    <message>
        <source>Last hour</source>
        <translation>Letzte Stunde</translation>
    </message>
    <message>
        <source>Last 3 hours</source>
        <translation>Letzte 3 Stunden</translation>
    </message>
    <message>
        <source>Last 12 hours</source>
        <translation>Letzte 12 Stunden</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>Last 3 days</source>
        <translation>Letzte 3 Tage</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>Letzte 90 Tage</translation>
    </message>
    <message>
        <source>Last 15 months</source>
        <translation>Letzte 15 Monate</translation>
    </message>
</context>
<context>
    <name>ObjectFacts</name>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Storage class</source>
        <translation>Speicherklasse</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>KMS key</source>
        <translation>KMS-Schlüssel</translation>
    </message>
    <message>
        <source>ETag</source>
        <translation>ETag</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellung</translation>
    </message>
    <message>
        <source>Replication</source>
        <translation>Replikation</translation>
    </message>
    <message>
        <source>Object lock</source>
        <translation>Objektsperre</translation>
    </message>
    <message>
        <source>Served with</source>
        <translation>Ausgeliefert mit</translation>
    </message>
    <message>
        <source>Cache-Control</source>
        <translation>Cache-Control</translation>
    </message>
    <message>
        <source>Disposition</source>
        <translation>Disposition</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Redirect</source>
        <translation>Weiterleitung</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>Metadaten</translation>
    </message>
    <message>
        <source>Versioning</source>
        <translation>Versionierung</translation>
    </message>
    <message>
        <source>Public access</source>
        <translation>Öffentlicher Zugriff</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Richtlinie</translation>
    </message>
    <message>
        <source>CORS</source>
        <translation>CORS</translation>
    </message>
    <message>
        <source>Lifecycle</source>
        <translation>Lebenszyklus</translation>
    </message>
    <message>
        <source>Website</source>
        <translation>Website</translation>
    </message>
    <message>
        <source>Logging</source>
        <translation>Protokollierung</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Ownership</source>
        <translation>Eigentum</translation>
    </message>
    <message>
        <source>Who pays</source>
        <translation>Zahlender</translation>
    </message>
    <message>
        <source>Acceleration</source>
        <translation>Beschleunigung</translation>
    </message>
    <message>
        <source>Tiering</source>
        <translation>Speicherstufen</translation>
    </message>
    <message>
        <source>Inventory</source>
        <translation>Inventar</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Metriken</translation>
    </message>
    <message>
        <source>Analytics</source>
        <translation>Analysen</translation>
    </message>
    <message>
        <source>1 entry</source>
        <translation>1 Eintrag</translation>
    </message>
    <message>
        <source>%1 entries</source>
        <translation>%1 Einträge</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Gesetzt</translation>
    </message>
    <message>
        <source>Not set</source>
        <translation>Nicht gesetzt</translation>
    </message>
    <message>
        <source>%1 is denied</source>
        <translation>%1 ist verweigert</translation>
    </message>
    <message>
        <source>Not offered by this server</source>
        <translation>Von diesem Server nicht angeboten</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Restored until</source>
        <translation>Wiederhergestellt bis</translation>
    </message>
</context>
<context>
    <name>ObjectWords</name>
    <message>
        <source>No key starts with “%1”</source>
        <translation>Kein Objektschlüssel beginnt mit „%1“</translation>
    </message>
    <message>
        <source>The server looked at all keys in %1.</source>
        <translation>Der Server hat alle Objektschlüssel in %1 angesehen.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter löschen</translation>
    </message>
    <message>
        <source>No objects in %1</source>
        <translation>Keine Objekte in %1</translation>
    </message>
    <message>
        <source>The bucket answered with a complete, empty list.</source>
        <translation>Der Bucket hat mit einer vollständigen, leeren Liste geantwortet.</translation>
    </message>
    <message>
        <source>Nothing in %1</source>
        <translation>Nichts in %1</translation>
    </message>
    <message>
        <source>No key in the bucket begins with this prefix.</source>
        <translation>Kein Objektschlüssel im Bucket beginnt mit diesem Präfix.</translation>
    </message>
    <message>
        <source>Upload files…</source>
        <translation>Dateien hochladen…</translation>
    </message>
    <message>
        <source>objects</source>
        <translation>Objekte</translation>
    </message>
    <message>
        <source>%1 could not be listed</source>
        <translation>%1: Auflisten fehlgeschlagen</translation>
    </message>
    <message>
        <source>You may not list %1</source>
        <translation>Auflisten nicht erlaubt: %1</translation>
    </message>
    <message>
        <source>%1 has no s3:ListBucket on this bucket, or a policy denies it. Details of a key you know can still be asked for by its path.</source>
        <translation>%1 hat kein s3:ListBucket für diesen Bucket, oder eine Richtlinie verbietet es. Details eines bekannten Objektschlüssels lassen sich weiterhin über seinen Pfad abfragen.</translation>
    </message>
    <message>
        <source>All keys of this place were looked at.</source>
        <translation>Alle Objektschlüssel dieses Orts wurden angesehen.</translation>
    </message>
    <message>
        <source>This place has more keys, not looked at yet.</source>
        <translation>Dieser Ort hat weitere Objektschlüssel, die noch nicht angesehen wurden.</translation>
    </message>
    <message>
        <source>Ask the server by prefix</source>
        <translation>Server nach Präfix fragen</translation>
    </message>
</context>
<context>
    <name>OperationsView</name>
    <message>
        <source>%1 would be replaced: a new one is made and the old one is gone.</source>
        <translation>%1 würde ersetzt: Etwas Neues wird angelegt, das Alte ist weg.</translation>
    </message>
    <message>
        <source>%1 may be replaced, which shows only when it is done.</source>
        <translation>%1 wird vielleicht ersetzt; das zeigt sich erst bei der Ausführung.</translation>
    </message>
    <message>
        <source>%1 would be removed.</source>
        <translation>%1 würde entfernt.</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Resource</source>
        <translation>Ressource</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>The stack has no events</source>
        <translation>Der Stack hat keine Ereignisse</translation>
    </message>
    <message>
        <source>Resources</source>
        <translation>Ressourcen</translation>
    </message>
    <message>
        <source>Drift</source>
        <translation>Drift</translation>
    </message>
    <message>
        <source>Physical id</source>
        <translation>Physische ID</translation>
    </message>
    <message>
        <source>The stack has no resources</source>
        <translation>Der Stack hat keine Ressourcen</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>Ausgaben</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>The stack has no outputs</source>
        <translation>Der Stack hat keine Ausgaben</translation>
    </message>
    <message>
        <source>Reveal value</source>
        <translation>Wert aufdecken</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>Aufgelöst</translation>
    </message>
    <message>
        <source>The stack has no parameters</source>
        <translation>Der Stack hat keine Parameter</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Template</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Processed</source>
        <translation>Verarbeitet</translation>
    </message>
    <message>
        <source>Change sets</source>
        <translation>Change Sets</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Change set</source>
        <translation>Change Set</translation>
    </message>
    <message>
        <source>Execution</source>
        <translation>Ausführung</translation>
    </message>
    <message>
        <source>The stack has no change sets</source>
        <translation>Der Stack hat keine Change Sets</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Replacement</source>
        <translation>Ersetzung</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Umfang</translation>
    </message>
    <message>
        <source>The change set changes nothing</source>
        <translation>Das Change Set ändert nichts</translation>
    </message>
    <message>
        <source>Looked at</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Differs in</source>
        <translation>Abweichend in</translation>
    </message>
    <message>
        <source>No drift has been detected; detecting takes minutes</source>
        <translation>Noch kein Drift ermittelt; das Ermitteln dauert Minuten</translation>
    </message>
    <message>
        <source>Create change set…</source>
        <translation>Change Set erstellen…</translation>
    </message>
    <message>
        <source>Nothing of the stack changes before the change set is executed.</source>
        <translation>Am Stack ändert sich nichts, bevor das Change Set ausgeführt wird.</translation>
    </message>
    <message>
        <source>Execute change set…</source>
        <translation>Change Set ausführen…</translation>
    </message>
    <message>
        <source>The changes are made, and the other change sets of the stack are gone.</source>
        <translation>Die Änderungen werden gemacht, und die anderen Change Sets des Stacks sind weg.</translation>
    </message>
    <message>
        <source>Delete change set…</source>
        <translation>Change Set löschen…</translation>
    </message>
    <message>
        <source>The stack stays as it is.</source>
        <translation>Der Stack bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>Detect drift…</source>
        <translation>Drift ermitteln…</translation>
    </message>
    <message>
        <source>Takes minutes, and leaves out nested stacks; reload the tab Drift to see what it has found.</source>
        <translation>Dauert Minuten und lässt verschachtelte Stacks aus; den Tab Drift neu laden, um das Ergebnis zu sehen.</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Metriken</translation>
    </message>
    <message>
        <source>%1 lets the whole internet reach all ports.</source>
        <translation>%1 öffnet alle Ports für das ganze Internet.</translation>
    </message>
    <message>
        <source>%1 lets the whole internet reach SSH (port 22).</source>
        <translation>%1 öffnet SSH (Port 22) für das ganze Internet.</translation>
    </message>
    <message>
        <source>%1 lets the whole internet reach remote desktop (port 3389).</source>
        <translation>%1 öffnet Remote Desktop (Port 3389) für das ganze Internet.</translation>
    </message>
    <message>
        <source>%1 lets the whole internet reach a port of databases.</source>
        <translation>%1 öffnet einen Datenbank-Port für das ganze Internet.</translation>
    </message>
    <message>
        <source>Security rules</source>
        <translation>Sicherheitsregeln</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Outgoing</source>
        <translation>Ausgehend</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>From port</source>
        <translation>Von Port</translation>
    </message>
    <message>
        <source>To port</source>
        <translation>Bis Port</translation>
    </message>
    <message>
        <source>Whom</source>
        <translation>Gegenstelle</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>There are no rules</source>
        <translation>Es gibt keine Regeln</translation>
    </message>
    <message>
        <source>Revoke rule…</source>
        <translation>Regel widerrufen…</translation>
    </message>
    <message>
        <source>Connections that are open stay open; new ones are refused.</source>
        <translation>Offene Verbindungen bleiben offen; neue werden abgewiesen.</translation>
    </message>
    <message>
        <source>Console output</source>
        <translation>Konsolenausgabe</translation>
    </message>
    <message>
        <source>The instance has written nothing to its console</source>
        <translation>Die Instanz hat nichts auf ihre Konsole geschrieben</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>Neueste</translation>
    </message>
    <message>
        <source>Since the last start</source>
        <translation>Seit dem letzten Start</translation>
    </message>
    <message>
        <source>Status checks</source>
        <translation>Statusprüfungen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>Instanz</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Volumes</source>
        <translation>Volumes</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Geplant</translation>
    </message>
    <message>
        <source>EC2 tells no status</source>
        <translation>EC2 nennt keinen Status</translation>
    </message>
    <message>
        <source>Start…</source>
        <translation>Starten…</translation>
    </message>
    <message>
        <source>Stop…</source>
        <translation>Anhalten…</translation>
    </message>
    <message>
        <source>What is on instance stores is lost, and a public address that is not elastic changes. Force and SkipOsShutdown may lose what has not been written; Hibernate needs to have been set up.</source>
        <translation>Was auf Instance Stores liegt, geht verloren, und eine öffentliche Adresse, die keine Elastic IP ist, ändert sich. Force und SkipOsShutdown können verlieren, was noch nicht geschrieben ist; Hibernate muss vorher eingerichtet sein.</translation>
    </message>
    <message>
        <source>Reboot…</source>
        <translation>Neu starten…</translation>
    </message>
    <message>
        <source>EC2 answers before it happens.</source>
        <translation>EC2 antwortet, bevor es geschieht.</translation>
    </message>
    <message>
        <source>Terminate…</source>
        <translation>Beenden (Terminate)…</translation>
    </message>
    <message>
        <source>The instance and its volumes that go with it are gone for good.</source>
        <translation>Die Instanz und ihre Volumes, die mit ihr gehen, sind endgültig weg.</translation>
    </message>
    <message>
        <source>Status of executions</source>
        <translation>Status der Ausführungen</translation>
    </message>
    <message>
        <source>All executions</source>
        <translation>Alle Ausführungen</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>Erfolgreich</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>Zeit abgelaufen</translation>
    </message>
    <message>
        <source>Aborted</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Waiting to go on</source>
        <translation>Wartet auf Fortsetzung</translation>
    </message>
    <message>
        <source>Executions</source>
        <translation>Ausführungen</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Redrives</source>
        <translation>Redrives</translation>
    </message>
    <message>
        <source>There are no executions</source>
        <translation>Es gibt keine Ausführungen</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>Definition</translation>
    </message>
    <message>
        <source>Start execution…</source>
        <translation>Ausführung starten…</translation>
    </message>
    <message>
        <source>The input is JSON of at most 256 KiB. An express execution is started once more by every request, whatever its name is.</source>
        <translation>Die Eingabe ist JSON von höchstens 256 KiB. Eine Express-Ausführung startet mit jeder Anfrage noch einmal, wie auch immer sie heißt.</translation>
    </message>
    <message>
        <source>Stop execution…</source>
        <translation>Ausführung anhalten…</translation>
    </message>
    <message>
        <source>It ends as aborted; what it has done stays done.</source>
        <translation>Sie endet als abgebrochen; was sie getan hat, bleibt getan.</translation>
    </message>
    <message>
        <source>Redrive execution…</source>
        <translation>Ausführung wieder aufnehmen (Redrive)…</translation>
    </message>
    <message>
        <source>It goes on with the states that failed, within 14 days of its end.</source>
        <translation>Sie macht mit den fehlgeschlagenen Zuständen weiter, bis zu 14 Tage nach ihrem Ende.</translation>
    </message>
    <message>
        <source>States</source>
        <translation>Zustände</translation>
    </message>
    <message>
        <source>Entered</source>
        <translation>Betreten</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>No state has been entered</source>
        <translation>Kein Zustand wurde betreten</translation>
    </message>
    <message>
        <source>Reveal input</source>
        <translation>Eingabe aufdecken</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>There are no events</source>
        <translation>Es gibt keine Ereignisse</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Kategorien</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>There were no events in the last 14 days</source>
        <translation>In den letzten 14 Tagen gab es keine Ereignisse</translation>
    </message>
    <message>
        <source>Log files</source>
        <translation>Logdateien</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>There are no log files</source>
        <translation>Es gibt keine Logdateien</translation>
    </message>
    <message>
        <source>End of the log</source>
        <translation>Ende des Logs</translation>
    </message>
    <message>
        <source>The log is empty</source>
        <translation>Das Log ist leer</translation>
    </message>
    <message>
        <source>Subscriptions</source>
        <translation>Abonnements</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpunkt</translation>
    </message>
    <message>
        <source>Subscription</source>
        <translation>Abonnement</translation>
    </message>
    <message>
        <source>Nobody has subscribed to the topic</source>
        <translation>Niemand hat das Topic abonniert</translation>
    </message>
    <message>
        <source>Publish…</source>
        <translation>Veröffentlichen…</translation>
    </message>
    <message>
        <source>All subscriptions get it, and it cannot be recalled.</source>
        <translation>Alle Abonnements bekommen es, und es lässt sich nicht zurückrufen.</translation>
    </message>
    <message>
        <source>Range of time</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Letzte Stunde</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>Letzte 90 Tage</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>Attribut</translation>
    </message>
    <message>
        <source>Any event</source>
        <translation>Beliebiges Ereignis</translation>
    </message>
    <message>
        <source>Resource name</source>
        <translation>Name der Ressource</translation>
    </message>
    <message>
        <source>Event name</source>
        <translation>Name des Ereignisses</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Event source</source>
        <translation>Quelle des Ereignisses</translation>
    </message>
    <message>
        <source>Resource type</source>
        <translation>Typ der Ressource</translation>
    </message>
    <message>
        <source>Access key</source>
        <translation>Zugangsschlüssel</translation>
    </message>
    <message>
        <source>Event id</source>
        <translation>ID des Ereignisses</translation>
    </message>
    <message>
        <source>Read only (true or false)</source>
        <translation>Nur lesend (true oder false)</translation>
    </message>
    <message>
        <source>Exactly this</source>
        <translation>Genau dies</translation>
    </message>
    <message>
        <source>Management events</source>
        <translation>Management-Ereignisse</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>CloudTrail has no events here; they come minutes late, and those of global services are in us-east-1</source>
        <translation>CloudTrail hat hier keine Ereignisse; sie kommen Minuten später, und die globaler Dienste sind in us-east-1</translation>
    </message>
</context>
<context>
    <name>PageTexts</name>
    <message>
        <source>Not signed in</source>
        <translation>Nicht angemeldet</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>Verweigert</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>1 request</source>
        <translation>1 Anfrage</translation>
    </message>
    <message>
        <source>%1 requests</source>
        <translation>%1 Anfragen</translation>
    </message>
</context>
<context>
    <name>PlaceInput</name>
    <message>
        <source>“%1” is not a place. Write s3://bucket/prefix, bucket/prefix, arn:aws:s3:::bucket/key or service://collection/identifier, such as ec2://instances/i-1.</source>
        <translation>„%1“ ist kein Ort. Möglich sind s3://bucket/prefix, bucket/prefix, arn:aws:s3:::bucket/key oder service://collection/identifier, etwa ec2://instances/i-1.</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Write service://collection/identifier, such as ec2://instances/i-1.</source>
        <translation>Möglich ist service://collection/identifier, etwa ec2://instances/i-1.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a place in a service.</source>
        <translation>&quot;%1&quot; ist kein Ort in einem Dienst.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; lacks the name of a collection.</source>
        <translation>&quot;%1&quot; fehlt der Name einer Collection.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has an empty identifier.</source>
        <translation>&quot;%1&quot; hat einen leeren Bezeichner.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has regions that are none.</source>
        <translation>&quot;%1&quot; hat Regionen, die keine sind.</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>all regions</source>
        <translation>allen Regionen</translation>
    </message>
    <message>
        <source>%1 regions</source>
        <translation>%1 Regionen</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>sound or film</source>
        <translation>Ton oder Film</translation>
    </message>
    <message>
        <source>What is at its end cannot be read before all of it is unpacked.</source>
        <translation>Was am Ende steht, ist erst lesbar, wenn alles entpackt ist.</translation>
    </message>
    <message>
        <source>1 line</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>%1 lines</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>Larger than %1, so it is shown as text.</source>
        <translation>Größer als %1, daher als Text gezeigt.</translation>
    </message>
    <message>
        <source>It is no JSON from byte %1 on: %2</source>
        <translation>Ab Byte %1 ist es kein JSON: %2</translation>
    </message>
    <message>
        <source>The document ends too early: what is there is shown.</source>
        <translation>Das Dokument endet zu früh: Gezeigt wird, was da ist.</translation>
    </message>
    <message>
        <source>1 number of more than 64 bits</source>
        <translation>1 Zahl mit mehr als 64 Bit</translation>
    </message>
    <message>
        <source>%1 numbers of more than 64 bits</source>
        <translation>%1 Zahlen mit mehr als 64 Bit</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>Pictures of more than %1 are not shown. Download it to look at it.</source>
        <translation>Bilder mit mehr als %1 werden nicht gezeigt. Zum Ansehen herunterladen.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Zip archive</source>
        <translation>Zip-Archiv</translation>
    </message>
    <message>
        <source>Parquet</source>
        <translation>Parquet</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>It cannot be shown</source>
        <translation>Es lässt sich nicht zeigen</translation>
    </message>
    <message>
        <source>Changed meanwhile</source>
        <translation>Inzwischen geändert</translation>
    </message>
    <message>
        <source>This object is archived</source>
        <translation>Dieses Objekt ist archiviert</translation>
    </message>
    <message>
        <source>The key of this object is disabled</source>
        <translation>Der KMS-Schlüssel dieses Objekts ist deaktiviert</translation>
    </message>
    <message>
        <source>You may not use the key of this object</source>
        <translation>Der KMS-Schlüssel dieses Objekts darf nicht verwendet werden</translation>
    </message>
    <message>
        <source>You may not read this object</source>
        <translation>Dieses Objekt darf nicht gelesen werden</translation>
    </message>
    <message>
        <source>There is no such object any more</source>
        <translation>Dieses Objekt gibt es nicht mehr</translation>
    </message>
    <message>
        <source>It takes the customer&apos;s key to read this object</source>
        <translation>Dieses Objekt ist nur mit dem Schlüssel des Kunden lesbar</translation>
    </message>
    <message>
        <source>Its bytes can be read once it has been restored.</source>
        <translation>Seine Bytes sind lesbar, sobald es wiederhergestellt ist.</translation>
    </message>
    <message>
        <source>Show its bytes</source>
        <translation>Bytes zeigen</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Packed</source>
        <translation>Gepackt</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>CRC-32</source>
        <translation>CRC-32</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>Verschlüsselt</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Bedeutung</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Codec</source>
        <translation>Codec</translation>
    </message>
    <message>
        <source>Nulls</source>
        <translation>Nullwerte</translation>
    </message>
    <message>
        <source>Least and greatest</source>
        <translation>Kleinster und größter</translation>
    </message>
    <message>
        <source>list</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>optional</translation>
    </message>
    <message>
        <source>required</source>
        <translation>erforderlich</translation>
    </message>
    <message>
        <source>The first %1 are shown.</source>
        <translation>Die ersten %1 werden gezeigt.</translation>
    </message>
    <message>
        <source>mixed line ends</source>
        <translation>gemischte Zeilenenden</translation>
    </message>
    <message>
        <source>1 place unreadable</source>
        <translation>1 Stelle unlesbar</translation>
    </message>
    <message>
        <source>%1 places unreadable</source>
        <translation>%1 Stellen unlesbar</translation>
    </message>
    <message>
        <source>The directory of this zip file is damaged.</source>
        <translation>Das Verzeichnis dieser Zip-Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>There is no directory at the end of this zip file.</source>
        <translation>Am Ende dieser Zip-Datei ist kein Verzeichnis.</translation>
    </message>
    <message>
        <source>The directory of this zip file is larger than 16 MiB.</source>
        <translation>Das Verzeichnis dieser Zip-Datei ist größer als 16 MiB.</translation>
    </message>
    <message>
        <source>The footer of this Parquet file is damaged.</source>
        <translation>Der Footer dieser Parquet-Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>The footer of this Parquet file is encrypted.</source>
        <translation>Der Footer dieser Parquet-Datei ist verschlüsselt.</translation>
    </message>
    <message>
        <source>There is no footer at the end of this Parquet file.</source>
        <translation>Am Ende dieser Parquet-Datei ist kein Footer.</translation>
    </message>
    <message>
        <source>The footer of this Parquet file is larger than 16 MiB.</source>
        <translation>Der Footer dieser Parquet-Datei ist größer als 16 MiB.</translation>
    </message>
    <message>
        <source>The object has been replaced meanwhile.</source>
        <translation>Das Objekt wurde inzwischen ersetzt.</translation>
    </message>
    <message>
        <source>What comes next is no %1 data any more.</source>
        <translation>Was jetzt kommt, sind keine %1-Daten mehr.</translation>
    </message>
    <message>
        <source>It is packed in a way that cannot be unpacked here.</source>
        <translation>Es ist auf eine Art gepackt, die sich hier nicht entpacken lässt.</translation>
    </message>
    <message>
        <source>Unpacking it would take more than 16 MiB at once.</source>
        <translation>Das Entpacken bräuchte mehr als 16 MiB auf einmal.</translation>
    </message>
    <message>
        <source>More than %1 come out of it; the rest is left out.</source>
        <translation>Entpackt ist es größer als %1; der Rest bleibt weg.</translation>
    </message>
    <message>
        <source>More than %1 times as much comes out of it as went in; the rest is left out.</source>
        <translation>Entpackt ist es mehr als %1-mal so groß; der Rest bleibt weg.</translation>
    </message>
    <message>
        <source>Unpacking it takes too long; the rest is left out.</source>
        <translation>Das Entpacken dauert zu lange; der Rest bleibt weg.</translation>
    </message>
</context>
<context>
    <name>ProfileTemplates</name>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Access key id</source>
        <translation>Zugangsschlüssel-ID</translation>
    </message>
    <message>
        <source>Secret access key</source>
        <translation>Geheimer Zugangsschlüssel</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpunkt</translation>
    </message>
    <message>
        <source>AWS access key</source>
        <translation>AWS-Zugangsschlüssel</translation>
    </message>
    <message>
        <source>AWS Identity Center</source>
        <translation>AWS Identity Center</translation>
    </message>
    <message>
        <source>Name of the sign-in</source>
        <translation>Name der Anmeldung</translation>
    </message>
    <message>
        <source>Start URL</source>
        <translation>Start-URL</translation>
    </message>
    <message>
        <source>Region of the sign-in</source>
        <translation>Region der Anmeldung</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>AWS role</source>
        <translation>AWS-Rolle</translation>
    </message>
    <message>
        <source>Role ARN</source>
        <translation>ARN der Rolle</translation>
    </message>
    <message>
        <source>Keys of profile</source>
        <translation>Zugangsdaten des Profils</translation>
    </message>
    <message>
        <source>MFA device</source>
        <translation>MFA-Gerät</translation>
    </message>
    <message>
        <source>External id</source>
        <translation>Externe ID</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>Petrol</translation>
    </message>
    <message>
        <source>Ochre</source>
        <translation>Ocker</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>Steel</source>
        <translation>Stahlblau</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>There is a profile %1 already. Choose another name.</source>
        <translation>Ein Profil %1 gibt es schon. Einen anderen Namen wählen.</translation>
    </message>
</context>
<context>
    <name>Replay</name>
    <message>
        <source>Replaying %1: no network, no keys; what was not recorded fails.</source>
        <translation>Wiedergabe von %1: ohne Netz und Zugangsdaten; was nicht aufgezeichnet wurde, schlägt fehl.</translation>
    </message>
</context>
<context>
    <name>ResourceFacts</name>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>(multiple)</source>
        <translation>(mehrere)</translation>
    </message>
    <message>
        <source>Identifiers</source>
        <translation>Bezeichner</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>Attribute</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
</context>
<context>
    <name>ResourceFinder</name>
    <message>
        <source>One of %1 is told by %2 identifiers, not %3.</source>
        <translation>Eines von %1 wird durch %2 Bezeichner bestimmt, nicht durch %3.</translation>
    </message>
    <message>
        <source>%1 is a service, not a collection of one.</source>
        <translation>%1 ist ein Dienst, keine Collection eines Dienstes.</translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>report 2026</source>
        <translation>bericht 2026</translation>
    </message>
    <message>
        <source>*.parquet, logs/**/error-?.gz</source>
        <translation>*.parquet, logs/**/error-?.gz</translation>
    </message>
    <message>
        <source>^logs/.*\.gz$</source>
        <translation>^logs/.*\.gz$</translation>
    </message>
</context>
<context>
    <name>SearchTexts</name>
    <message>
        <source>%1 found</source>
        <translation>%1 gefunden</translation>
    </message>
    <message>
        <source>%1 new, %2 changed, %3 gone</source>
        <translation>%1 neu, %2 geändert, %3 weg</translation>
    </message>
    <message>
        <source>Go on after %1 requests?</source>
        <translation>Nach %1 Anfragen fortsetzen?</translation>
    </message>
    <message>
        <source>%1 more list about ten million objects at most, and cost about $%2 at AWS.</source>
        <translation>%1 weitere listen höchstens etwa zehn Millionen Objekte auf und kosten bei AWS etwa %2 $.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>%1 (%2 is denied)</source>
        <translation>%1 (%2 ist verweigert)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
    <message>
        <source>%1 of %2 places were not searched to the end</source>
        <translation>%1 von %2 Orten nicht zu Ende durchsucht</translation>
    </message>
    <message>
        <source>Search them again</source>
        <translation>Diese erneut durchsuchen</translation>
    </message>
    <message>
        <source>What are you looking for?</source>
        <translation>Wonach suchen?</translation>
    </message>
    <message>
        <source>Type words, a pattern or an expression, or set a size, an age or a class, and press Return. A million objects take 1,000 requests, about $0.005 at AWS.</source>
        <translation>Wörter, ein Muster oder einen Ausdruck eingeben oder Größe, Alter oder Klasse festlegen und Return drücken. Eine Million Objekte braucht 1.000 Anfragen, bei AWS etwa 0,005 $.</translation>
    </message>
    <message>
        <source>Stopped before anything was found</source>
        <translation>Angehalten, bevor etwas gefunden wurde</translation>
    </message>
    <message>
        <source>Nothing found in %1</source>
        <translation>In %1 nichts gefunden</translation>
    </message>
    <message>
        <source>Nothing has changed in %1</source>
        <translation>In %1 hat sich nichts geändert</translation>
    </message>
    <message>
        <source>All %1 objects were looked at.</source>
        <translation>Alle %1 Objekte wurden angesehen.</translation>
    </message>
    <message>
        <source>Search all buckets</source>
        <translation>Alle Buckets durchsuchen</translation>
    </message>
    <message>
        <source>%1, paused after %2 requests</source>
        <translation>%1, nach %2 Anfragen pausiert</translation>
    </message>
    <message>
        <source>Listing all objects…</source>
        <translation>Listet alle Objekte auf…</translation>
    </message>
    <message>
        <source>%1, searching…</source>
        <translation>%1, sucht…</translation>
    </message>
    <message>
        <source>%1, complete</source>
        <translation>%1, vollständig</translation>
    </message>
    <message>
        <source>%1, stopped: not complete</source>
        <translation>%1, angehalten: nicht vollständig</translation>
    </message>
    <message>
        <source>%1, not complete</source>
        <translation>%1, nicht vollständig</translation>
    </message>
    <message>
        <source>%1 of %2 places</source>
        <translation>%1 von %2 Orten</translation>
    </message>
    <message>
        <source>%1 denied</source>
        <translation>%1 verweigert</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 objects looked at</source>
        <translation>%1 Objekte angesehen</translation>
    </message>
    <message>
        <source>snapshot of %1</source>
        <translation>Snapshot vom %1</translation>
    </message>
    <message>
        <source>the first %1 are shown</source>
        <translation>die ersten %1 sind zu sehen</translation>
    </message>
    <message>
        <source>The search in %1 failed</source>
        <translation>Die Suche in %1 ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Objects a second</source>
        <translation>Objekte pro Sekunde</translation>
    </message>
    <message>
        <source>How do you know?</source>
        <translation>Woher ist das bekannt?</translation>
    </message>
    <message>
        <source>Ranges</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>%1, joined without a gap</source>
        <translation>%1, lückenlos aneinander</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Sum of keys</source>
        <translation>Summe der Schlüssel</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
    <message>
        <source>Only these prefixes are asked for</source>
        <translation>Nur nach diesen Präfixen wird gefragt</translation>
    </message>
    <message>
        <source>%1 found in %2</source>
        <translation>%1 gefunden in %2</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
    <message>
        <source>%1, stopped</source>
        <translation>%1, angehalten</translation>
    </message>
    <message>
        <source>%1 is denied</source>
        <translation>%1 ist verweigert</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>fehlgeschlagen: %1</translation>
    </message>
</context>
<context>
    <name>SignInNeedTexts</name>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Enter code</source>
        <translation>Code eingeben</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 Min.</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 Std. %2 Min.</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 Tage</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>The keys end at %1 and are renewed by themselves before.</source>
        <translation>Die Zugangsdaten gelten bis %1 und werden vorher von selbst erneuert.</translation>
    </message>
    <message>
        <source>The keys end at %1. New ones take a code of your device.</source>
        <translation>Die Zugangsdaten gelten bis %1. Neue gibt es mit einem Code des MFA-Geräts.</translation>
    </message>
    <message>
        <source>The keys end at %1. Their source has to give new ones.</source>
        <translation>Die Zugangsdaten gelten bis %1. Ihre Quelle muss neue liefern.</translation>
    </message>
</context>
<context>
    <name>TransferTexts</name>
    <message>
        <source>Failed files</source>
        <translation>Fehlgeschlagene Dateien</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 Min.</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 Std. %2 Min.</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 Tage</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>%1 von %2 fertig</translation>
    </message>
    <message>
        <source>Existing ones</source>
        <translation>Vorhandene</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>Überschreiben</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>Beide behalten</translation>
    </message>
    <message>
        <source>Content-Type</source>
        <translation>Content-Type</translation>
    </message>
    <message>
        <source>By each file&apos;s name</source>
        <translation>Nach dem Namen der Datei</translation>
    </message>
    <message>
        <source>Not verified</source>
        <translation>Nicht geprüft</translation>
    </message>
    <message>
        <source>%1, of which the service has no checksum of the whole</source>
        <translation>%1, von denen der Dienst keine Prüfsumme des Ganzen hat</translation>
    </message>
</context>
<context>
    <name>Values</name>
    <message>
        <source>[ 1 item ]</source>
        <translation>[ 1 Eintrag ]</translation>
    </message>
    <message>
        <source>[ %1 items ]</source>
        <translation>[ %1 Einträge ]</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation>1 Byte</translation>
    </message>
    <message>
        <source>Number set</source>
        <translation>Zahlenmenge</translation>
    </message>
    <message>
        <source>Binary set</source>
        <translation>Binärmenge</translation>
    </message>
    <message>
        <source>String set</source>
        <translation>Textmenge</translation>
    </message>
    <message>
        <source>Null</source>
        <translation>Null</translation>
    </message>
    <message>
        <source>Boolean</source>
        <translation>Wahrheitswert</translation>
    </message>
    <message>
        <source>String</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Binary</source>
        <translation>Binär</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Map</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>{ 1 item }</source>
        <translation>{ 1 Eintrag }</translation>
    </message>
    <message>
        <source>{ %1 items }</source>
        <translation>{ %1 Einträge }</translation>
    </message>
    <message>
        <source>{ 1 attribute }</source>
        <translation>{ 1 Attribut }</translation>
    </message>
    <message>
        <source>{ %1 attributes }</source>
        <translation>{ %1 Attribute }</translation>
    </message>
</context>
<context>
    <name>inia::desktop::Application</name>
    <message>
        <source>No session of the profile %1 is open. Open one, then resume.</source>
        <translation>Keine Sitzung des Profils %1 ist offen. Eine öffnen, dann fortsetzen.</translation>
    </message>
    <message>
        <source>The end of the recording is reached.</source>
        <translation>Das Ende der Aufzeichnung ist erreicht.</translation>
    </message>
    <message>
        <source>The session of the profile %1 that is open speaks to another server than this job.</source>
        <translation>Die offene Sitzung des Profils %1 spricht mit einem anderen Server als dieser Auftrag.</translation>
    </message>
</context>
<context>
    <name>inia::ui::AccountsDialog</name>
    <message>
        <source>Save as profile…</source>
        <translation>Als Profil speichern…</translation>
    </message>
    <message>
        <source>Open in new tab</source>
        <translation>In neuem Tab öffnen</translation>
    </message>
    <message>
        <source>Accounts and roles</source>
        <translation>Konten und Rollen</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Search account, number or role</source>
        <translation>Konto, Nummer oder Rolle suchen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>No profile signs in at Identity Center</source>
        <translation>Kein Profil meldet sich bei Identity Center an</translation>
    </message>
    <message>
        <source>Accounts and roles come with such a sign-in.</source>
        <translation>Konten und Rollen gibt es mit einer solchen Anmeldung.</translation>
    </message>
    <message>
        <source>The accounts could not be listed</source>
        <translation>Die Konten ließen sich nicht auflisten</translation>
    </message>
    <message>
        <source>No accounts</source>
        <translation>Keine Konten</translation>
    </message>
    <message>
        <source>This sign-in lets you enter no account.</source>
        <translation>Diese Anmeldung gibt zu keinem Konto Zutritt.</translation>
    </message>
    <message>
        <source>%1 loaded, loading more…</source>
        <translation>%1 geladen, weitere laden…</translation>
    </message>
    <message>
        <source>1 account</source>
        <translation>1 Konto</translation>
    </message>
    <message>
        <source>%1 accounts</source>
        <translation>%1 Konten</translation>
    </message>
</context>
<context>
    <name>inia::ui::AccountsModel</name>
    <message>
        <source>Loading…</source>
        <translation>Lädt…</translation>
    </message>
    <message>
        <source>No roles</source>
        <translation>Keine Rollen</translation>
    </message>
</context>
<context>
    <name>inia::ui::ActionRunner</name>
    <message>
        <source>%1 of %2 done</source>
        <translation>%1 von %2 fertig</translation>
    </message>
    <message>
        <source>Done: %1</source>
        <translation>Fertig: %1</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 of %2 failed; the others are done</source>
        <translation>%1 von %2 fehlgeschlagen; die übrigen sind fertig</translation>
    </message>
    <message>
        <source>It cannot be waited for</source>
        <translation>Darauf lässt sich nicht warten</translation>
    </message>
    <message>
        <source>Asked %1 of at most %2 times, every %3 s</source>
        <translation>%1 von höchstens %2 Mal gefragt, alle %3 s</translation>
    </message>
    <message>
        <source>That is so now: %1</source>
        <translation>Jetzt ist es so: %1</translation>
    </message>
    <message>
        <source>It did not come to that</source>
        <translation>Dazu kam es nicht</translation>
    </message>
</context>
<context>
    <name>inia::ui::AskingDesk</name>
    <message>
        <source>%1 found</source>
        <translation>%1 gefunden</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>%1 von %2 fertig</translation>
    </message>
    <message>
        <source>%1; %2 not</source>
        <translation>%1; %2 nicht</translation>
    </message>
</context>
<context>
    <name>inia::ui::BlobField</name>
    <message>
        <source>Take the bytes of a file</source>
        <translation>Bytes einer Datei nehmen</translation>
    </message>
    <message>
        <source>Take no file</source>
        <translation>Keine Datei nehmen</translation>
    </message>
    <message>
        <source>Text, or a file</source>
        <translation>Text oder eine Datei</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 ist nicht lesbar: %2</translation>
    </message>
    <message>
        <source>%1 has %2; a form takes files up to %3. Upload it instead</source>
        <translation>%1 hat %2; ein Formular nimmt Dateien bis %3. Stattdessen hochladen</translation>
    </message>
</context>
<context>
    <name>inia::ui::BodyView</name>
    <message>
        <source>Pretty</source>
        <translation>Formatiert</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Roh</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Copy the body</source>
        <translation>Inhalt kopieren</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>The first %1 of %2 are shown; copying takes all.</source>
        <translation>Die ersten %1 von %2 sind zu sehen; Kopieren nimmt alles.</translation>
    </message>
    <message>
        <source>Nothing was read from this body.</source>
        <translation>Von diesem Inhalt wurde nichts gelesen.</translation>
    </message>
</context>
<context>
    <name>inia::ui::BucketDesk</name>
    <message>
        <source>Keep versions of objects</source>
        <translation>Versionen der Objekte behalten</translation>
    </message>
    <message>
        <source>Object lock, which cannot be switched off</source>
        <translation>Objektsperre, nicht wieder abschaltbar</translation>
    </message>
    <message>
        <source>Name of the bucket</source>
        <translation>Name des Buckets</translation>
    </message>
    <message>
        <source>Type %1 to confirm</source>
        <translation>Zum Bestätigen %1 eingeben</translation>
    </message>
    <message>
        <source>With a dot in its name it is asked path style, and not accelerated.</source>
        <translation>Mit einem Punkt im Namen wird er im Path-Style angesprochen und nicht beschleunigt.</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <source>Unfinished uploads</source>
        <translation>Unfertige Uploads</translation>
    </message>
    <message>
        <source>Empty bucket…</source>
        <translation>Bucket leeren…</translation>
    </message>
    <message>
        <source>Delete bucket…</source>
        <translation>Bucket löschen…</translation>
    </message>
    <message>
        <source>New bucket…</source>
        <translation>Neuer Bucket…</translation>
    </message>
    <message>
        <source>New bucket in %1</source>
        <translation>Neuer Bucket in %1</translation>
    </message>
    <message>
        <source>Its owner alone has access: ACLs are off, public access is blocked where the server does so. Names are shared with all other accounts.</source>
        <translation>Nur der Eigentümer hat Zugriff: ACLs sind aus, öffentlicher Zugriff ist gesperrt, wo der Server das tut. Namen gelten für alle Konten gemeinsam.</translation>
    </message>
    <message>
        <source>Will call s3.HeadBucket, then s3.CreateBucket</source>
        <translation>Ruft s3.HeadBucket auf, dann s3.CreateBucket</translation>
    </message>
    <message>
        <source>Make the bucket</source>
        <translation>Bucket anlegen</translation>
    </message>
    <message>
        <source>New bucket %1</source>
        <translation>Neuer Bucket %1</translation>
    </message>
    <message>
        <source>One of that name is being deleted. Trying again…</source>
        <translation>Einer dieses Namens wird gerade gelöscht. Neuer Versuch…</translation>
    </message>
    <message>
        <source>The bucket is made, but keeps no versions</source>
        <translation>Der Bucket ist angelegt, behält aber keine Versionen</translation>
    </message>
    <message>
        <source>The bucket was not made</source>
        <translation>Der Bucket wurde nicht angelegt</translation>
    </message>
    <message>
        <source>The bucket is made</source>
        <translation>Der Bucket ist angelegt</translation>
    </message>
    <message>
        <source>Empty %1?</source>
        <translation>%1 leeren?</translation>
    </message>
    <message>
        <source>All objects with all their versions and markers are deleted, and unfinished uploads aborted. There is no way back.</source>
        <translation>Alle Objekte mit allen Versionen und Markierungen werden gelöscht, unfertige Uploads verworfen. Es gibt kein Zurück.</translation>
    </message>
    <message>
        <source>Will call s3.ListObjectVersions and s3.DeleteObjects once for each 1,000 versions</source>
        <translation>Ruft s3.ListObjectVersions und s3.DeleteObjects je einmal pro 1.000 Versionen auf</translation>
    </message>
    <message>
        <source>Empty %1</source>
        <translation>%1 leeren</translation>
    </message>
    <message>
        <source>%1 deleted</source>
        <translation>%1 gelöscht</translation>
    </message>
    <message>
        <source>%1 versions deleted, %2 uploads aborted in %3</source>
        <translation>%1 Versionen gelöscht, %2 Uploads verworfen in %3</translation>
    </message>
    <message>
        <source>%1; %2 stay</source>
        <translation>%1; %2 bleiben</translation>
    </message>
    <message>
        <source>Delete bucket %1?</source>
        <translation>Bucket %1 löschen?</translation>
    </message>
    <message>
        <source>Only an empty bucket is deleted. Its name becomes free for other accounts; logs, replication or websites may still point to it.</source>
        <translation>Nur ein leerer Bucket wird gelöscht. Sein Name wird für andere Konten frei; Logs, Replikation oder Websites verweisen vielleicht noch auf ihn.</translation>
    </message>
    <message>
        <source>Will call s3.DeleteBucket once</source>
        <translation>Ruft s3.DeleteBucket einmal auf</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>%1 löschen</translation>
    </message>
    <message>
        <source>Delete bucket %1</source>
        <translation>Bucket %1 löschen</translation>
    </message>
    <message>
        <source>Bucket %1 is deleted</source>
        <translation>Bucket %1 ist gelöscht</translation>
    </message>
    <message>
        <source>The bucket was not deleted</source>
        <translation>Der Bucket wurde nicht gelöscht</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Objekte</translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>Uploads</translation>
    </message>
</context>
<context>
    <name>inia::ui::CallDetail</name>
    <message>
        <source>Summary</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Timing</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Signing</source>
        <translation>Signatur</translation>
    </message>
    <message>
        <source>Select a call to see what was sent and what came back.</source>
        <translation>Aufruf auswählen, um Anfrage und Antwort zu sehen.</translation>
    </message>
    <message>
        <source>Attempt %1 · %2</source>
        <translation>Versuch %1 · %2</translation>
    </message>
    <message>
        <source>Nothing was sent</source>
        <translation>Nichts wurde gesendet</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>Noch nicht gesendet</translation>
    </message>
    <message numerus="yes">
        <source>sent %n times</source>
        <translation>
            <numerusform>%n-mal gesendet</numerusform>
            <numerusform>%n-mal gesendet</numerusform>
        </translation>
    </message>
    <message>
        <source>may have been done</source>
        <translation>vielleicht ausgeführt</translation>
    </message>
    <message>
        <source>Waiting…</source>
        <translation>Wartet…</translation>
    </message>
</context>
<context>
    <name>inia::ui::CallMenu</name>
    <message>
        <source>Nothing was run yet</source>
        <translation>Noch nichts ausgeführt</translation>
    </message>
    <message>
        <source>1 entry could not be read</source>
        <translation>1 Eintrag war nicht lesbar</translation>
    </message>
    <message>
        <source>%1 entries could not be read</source>
        <translation>%1 Einträge waren nicht lesbar</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Keep what is set…</source>
        <translation>Eingaben merken…</translation>
    </message>
    <message>
        <source>Copy all as JSON</source>
        <translation>Alle als JSON kopieren</translation>
    </message>
    <message>
        <source>Add those in the clipboard</source>
        <translation>Aus der Zwischenablage hinzufügen</translation>
    </message>
    <message>
        <source>%1 favourites</source>
        <translation>%1 Favoriten</translation>
    </message>
    <message>
        <source>The clipboard holds no favourites</source>
        <translation>In der Zwischenablage sind keine Favoriten</translation>
    </message>
    <message>
        <source>Keep as a favourite</source>
        <translation>Als Favorit merken</translation>
    </message>
    <message>
        <source>Folder/Name puts it into a folder. ${Name} in a text is asked for when it is used.</source>
        <translation>Ordner/Name legt ihn in einen Ordner. Nach ${Name} in einem Text wird beim Verwenden gefragt.</translation>
    </message>
    <message>
        <source>Secrets are left out, and account and region are those it is used in</source>
        <translation>Geheimnisse bleiben weg; Konto und Region sind die, in denen er verwendet wird</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Merken</translation>
    </message>
    <message>
        <source>favourites</source>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>It is kept until the program ends: its file cannot be written</source>
        <translation>Bleibt nur bis zum Programmende: Die Datei ist nicht schreibbar</translation>
    </message>
    <message>
        <source>Fills the form of %1; nothing is called</source>
        <translation>Füllt das Formular von %1; nichts wird aufgerufen</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
</context>
<context>
    <name>inia::ui::CentrePage</name>
    <message>
        <source>Not for what is shown here</source>
        <translation>Nicht für das, was hier zu sehen ist</translation>
    </message>
</context>
<context>
    <name>inia::ui::ChangeGate</name>
    <message>
        <source>%1 is read-only. %2</source>
        <translation>%1 ist schreibgeschützt. %2</translation>
    </message>
    <message>
        <source>Allow changes with the lock in the session bar (Ctrl+Shift+L).</source>
        <translation>Änderungen mit dem Schloss in der Sitzungsleiste erlauben (Strg+Umschalt+L).</translation>
    </message>
    <message>
        <source>Allow changes in %1…</source>
        <translation>Änderungen in %1 erlauben…</translation>
    </message>
</context>
<context>
    <name>inia::ui::ChipSection</name>
    <message>
        <source>Copy as</source>
        <translation>Kopieren als</translation>
    </message>
    <message>
        <source>Copy as %1</source>
        <translation>Kopieren als %1</translation>
    </message>
</context>
<context>
    <name>inia::ui::ChoiceDelegate</name>
    <message>
        <source>PROD</source>
        <translation>PROD</translation>
    </message>
</context>
<context>
    <name>inia::ui::ChoiceField</name>
    <message>
        <source>not set</source>
        <translation>nicht gesetzt</translation>
    </message>
</context>
<context>
    <name>inia::ui::CollectionListModel</name>
    <message>
        <source>Resources</source>
        <translation>Ressourcen</translation>
    </message>
    <message>
        <source>Listed by</source>
        <translation>Aufgelistet durch</translation>
    </message>
</context>
<context>
    <name>inia::ui::CollectionView</name>
    <message>
        <source>Resources</source>
        <translation>Ressourcen</translation>
    </message>
    <message>
        <source>More of the rows could not be read: %1</source>
        <translation>Weitere Teile der Zeilen ließen sich nicht lesen: %1</translation>
    </message>
    <message>
        <source>A shown cell contains…</source>
        <translation>Eine sichtbare Zelle enthält…</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>Spalten wählen</translation>
    </message>
    <message>
        <source>Ask the server by prefix</source>
        <translation>Server nach Präfix fragen</translation>
    </message>
    <message>
        <source>Retry %1</source>
        <translation>%1 wiederholen</translation>
    </message>
    <message>
        <source>Copy reason</source>
        <translation>Grund kopieren</translation>
    </message>
    <message>
        <source>No %1 in %2 regions</source>
        <translation>Keine %1 in %2 Regionen</translation>
    </message>
    <message>
        <source>Each of them answered with a complete, empty list.</source>
        <translation>Jede davon hat mit einer vollständigen, leeren Liste geantwortet.</translation>
    </message>
</context>
<context>
    <name>inia::ui::ColumnsDialog</name>
    <message>
        <source>Add column</source>
        <translation>Spalte hinzufügen</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Order: drag, or Alt+Up and Alt+Down</source>
        <translation>Reihenfolge: ziehen oder Alt+Hoch und Alt+Herunter</translation>
    </message>
    <message>
        <source>Members of a row</source>
        <translation>Felder einer Zeile</translation>
    </message>
    <message>
        <source>A row: pick a member, Enter adds it</source>
        <translation>Eine Zeile: Feld wählen, Enter fügt es hinzu</translation>
    </message>
    <message>
        <source>JMESPath over a row, such as Tags[?Key==&apos;Env&apos;].Value | [0]</source>
        <translation>JMESPath über eine Zeile, etwa Tags[?Key==&apos;Env&apos;].Value | [0]</translation>
    </message>
    <message>
        <source>Expression of the column</source>
        <translation>Ausdruck der Spalte</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Title of the column</source>
        <translation>Titel der Spalte</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>Als JSON kopieren</translation>
    </message>
    <message>
        <source>Paste JSON</source>
        <translation>JSON einfügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Show these columns</source>
        <translation>Diese Spalten zeigen</translation>
    </message>
    <message>
        <source>One column has to stay</source>
        <translation>Eine Spalte muss bleiben</translation>
    </message>
    <message>
        <source>What an expression finds in the row stands here.</source>
        <translation>Hier steht, was ein Ausdruck in der Zeile findet.</translation>
    </message>
    <message>
        <source>It finds nothing in this row.</source>
        <translation>Er findet nichts in dieser Zeile.</translation>
    </message>
    <message>
        <source>In this row: %1</source>
        <translation>In dieser Zeile: %1</translation>
    </message>
</context>
<context>
    <name>inia::ui::CommandSet</name>
    <message>
        <source>Not in this window</source>
        <translation>Nicht in diesem Fenster</translation>
    </message>
</context>
<context>
    <name>inia::ui::CompareView</name>
    <message>
        <source>Pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>Leave out or take in</source>
        <translation>Weglassen oder aufnehmen</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Upload</source>
        <translation>Hochladen</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>The source is empty: everything in the target would be deleted. Delete it there.</source>
        <translation>Die Quelle ist leer: Alles im Ziel würde gelöscht. Stattdessen dort löschen.</translation>
    </message>
    <message>
        <source>Copy %1 and delete %2?</source>
        <translation>%1 kopieren und %2 löschen?</translation>
    </message>
    <message>
        <source>Copy %1?</source>
        <translation>%1 kopieren?</translation>
    </message>
    <message>
        <source>From %1 to %2: %3.</source>
        <translation>Von %1 nach %2: %3.</translation>
    </message>
    <message>
        <source>Deleted files are gone for good.</source>
        <translation>Gelöschte Dateien sind endgültig weg.</translation>
    </message>
    <message>
        <source>Deleted objects are gone for good, unless the bucket has versions.</source>
        <translation>Gelöschte Objekte sind endgültig weg, außer der Bucket hat Versionen.</translation>
    </message>
    <message>
        <source>Nothing is deleted before all copies went well</source>
        <translation>Nichts wird gelöscht, bevor alles erfolgreich kopiert ist</translation>
    </message>
    <message>
        <source>Copy and delete</source>
        <translation>Kopieren und löschen</translation>
    </message>
    <message>
        <source>Synchronize</source>
        <translation>Synchronisieren</translation>
    </message>
    <message>
        <source>%1 done</source>
        <translation>%1 fertig</translation>
    </message>
    <message>
        <source>%1 done, %2 not</source>
        <translation>%1 fertig, %2 nicht</translation>
    </message>
    <message>
        <source>%1 new</source>
        <translation>%1 neu</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>%1 geändert</translation>
    </message>
    <message>
        <source>%1 only in the target</source>
        <translation>%1 nur im Ziel</translation>
    </message>
    <message>
        <source>%1 changed on both sides</source>
        <translation>%1 auf beiden Seiten geändert</translation>
    </message>
    <message>
        <source>%1 unreadable</source>
        <translation>%1 unlesbar</translation>
    </message>
    <message>
        <source>%1 refused</source>
        <translation>%1 abgelehnt</translation>
    </message>
    <message>
        <source>%1 unknown</source>
        <translation>%1 unbekannt</translation>
    </message>
    <message>
        <source>%1 the same</source>
        <translation>%1 gleich</translation>
    </message>
    <message>
        <source>%1 of the same size may differ</source>
        <translation>%1 bei gleicher Größe vielleicht verschieden</translation>
    </message>
    <message>
        <source>%1 and %2 seen</source>
        <translation>%1 und %2 gesehen</translation>
    </message>
    <message>
        <source>%1 of %2 contents compared</source>
        <translation>%1 von %2 Inhalten verglichen</translation>
    </message>
    <message>
        <source>%1 of %2 done, %3 of %4</source>
        <translation>%1 von %2 fertig, %3 von %4</translation>
    </message>
    <message>
        <source>The places could not be compared</source>
        <translation>Die Orte ließen sich nicht vergleichen</translation>
    </message>
    <message>
        <source>What was read by then is compared; nothing will be deleted.</source>
        <translation>Verglichen ist, was bis dahin gelesen wurde; gelöscht wird nichts.</translation>
    </message>
    <message>
        <source>Nothing differs</source>
        <translation>Keine Unterschiede</translation>
    </message>
    <message>
        <source>Compare %1 with…</source>
        <translation>%1 vergleichen mit…</translation>
    </message>
    <message>
        <source>Choose a folder of this computer, or enter another place of S3. Comparing changes nothing.</source>
        <translation>Einen Ordner dieses Rechners wählen oder einen anderen Ort in S3 eingeben. Vergleichen ändert nichts.</translation>
    </message>
</context>
<context>
    <name>inia::ui::ConditionRow</name>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>and</source>
        <translation>und</translation>
    </message>
    <message>
        <source>Upper end of the range</source>
        <translation>Obere Grenze des Bereichs</translation>
    </message>
    <message>
        <source>Remove this filter</source>
        <translation>Diesen Filter entfernen</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>Attribut</translation>
    </message>
    <message>
        <source>A name, or a path such as address.lines[0]; a name with dots that no row shows is written in quotes: &quot;a.b&quot;</source>
        <translation>Ein Name oder ein Pfad wie address.lines[0]; ein Name mit Punkten, den keine Zeile zeigt, steht in Anführungszeichen: &quot;a.b&quot;</translation>
    </message>
    <message>
        <source>Type of the value</source>
        <translation>Typ des Werts</translation>
    </message>
    <message>
        <source>Partition key</source>
        <translation>Partitionsschlüssel</translation>
    </message>
    <message>
        <source>Sort key</source>
        <translation>Sortierschlüssel</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>inia::ui::ConfigurationPage</name>
    <message>
        <source>Empty…</source>
        <translation>Leeren…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
</context>
<context>
    <name>inia::ui::ConfigurationView</name>
    <message>
        <source>There is no way back to a bucket that never had versions. After the first time S3 wants 15 minutes before objects are written.</source>
        <translation>Es gibt kein Zurück zu einem Bucket, der nie Versionen hatte. Nach dem ersten Mal verlangt S3 15 Minuten Wartezeit, bevor Objekte geschrieben werden.</translation>
    </message>
    <message>
        <source>Object lock cannot be switched off again.</source>
        <translation>Die Objektsperre lässt sich nicht wieder abschalten.</translation>
    </message>
    <message>
        <source>This decides who has access, perhaps yourself among them.</source>
        <translation>Das entscheidet, wer Zugriff hat, vielleicht auch über den eigenen Zugriff.</translation>
    </message>
    <message>
        <source>What expires by a rule is deleted without a further word.</source>
        <translation>Was nach einer Regel abläuft, wird ohne weitere Rückfrage gelöscht.</translation>
    </message>
    <message>
        <source>S3 sends a test message to each destination.</source>
        <translation>S3 sendet an jedes Ziel eine Testnachricht.</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Show request</source>
        <translation>Anfrage zeigen</translation>
    </message>
    <message>
        <source>Take away…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>What is set for this bucket</source>
        <translation>Was für diesen Bucket gesetzt ist</translation>
    </message>
    <message>
        <source>None of these may be read by %1</source>
        <translation>%1 darf nichts davon lesen</translation>
    </message>
    <message>
        <source>Nothing has changed</source>
        <translation>Nichts hat sich geändert</translation>
    </message>
    <message>
        <source>Take away from %1: %2?</source>
        <translation>Aus %1 entfernen: %2?</translation>
    </message>
    <message>
        <source>Change of %1: %2?</source>
        <translation>Änderung an %1: %2?</translation>
    </message>
    <message>
        <source>It is read once more before, as all of it is replaced.</source>
        <translation>Vorher wird noch einmal gelesen, weil alles ersetzt wird.</translation>
    </message>
    <message>
        <source>Will call s3.%1 once</source>
        <translation>Ruft s3.%1 einmal auf</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Speichert…</translation>
    </message>
    <message>
        <source>Stored, and read again</source>
        <translation>Gespeichert und erneut gelesen</translation>
    </message>
    <message>
        <source>The server has stored something else than it was given. This is what it has now.</source>
        <translation>Der Server hat etwas anderes gespeichert, als er bekommen hat. Das hat er jetzt.</translation>
    </message>
    <message>
        <source>Somebody else has changed it: %1</source>
        <translation>Jemand anderes hat es geändert: %1</translation>
    </message>
    <message>
        <source>Nothing was sent. What the bucket has now is at the left.</source>
        <translation>Nichts wurde gesendet. Was der Bucket jetzt hat, steht links.</translation>
    </message>
    <message>
        <source>Overwrite theirs</source>
        <translation>Fremdes überschreiben</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Fremdes übernehmen</translation>
    </message>
</context>
<context>
    <name>inia::ui::ConfirmDialog</name>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>Type %1 to confirm</source>
        <translation>Zum Bestätigen %1 eingeben</translation>
    </message>
    <message>
        <source>Reveal the value of %1?</source>
        <translation>Den Wert von %1 aufdecken?</translation>
    </message>
    <message>
        <source>It stands here for %1 s, and is kept nowhere. CloudTrail records that it was read, and by whom.</source>
        <translation>Er steht hier für %1 s und wird nirgends aufbewahrt. CloudTrail zeichnet auf, dass er gelesen wurde und von wem.</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>Aufdecken</translation>
    </message>
</context>
<context>
    <name>inia::ui::ConflictDialog</name>
    <message>
        <source>What others have changed</source>
        <translation>Änderungen anderer</translation>
    </message>
    <message>
        <source>What you have changed</source>
        <translation>Eigene Änderungen</translation>
    </message>
    <message>
        <source>Another key</source>
        <translation>Anderer Schlüssel</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>It has been deleted.</source>
        <translation>Es wurde gelöscht.</translation>
    </message>
</context>
<context>
    <name>inia::ui::ConsoleView</name>
    <message>
        <source>READ</source>
        <translation>LESEN</translation>
    </message>
    <message>
        <source>REVEALS SECRETS</source>
        <translation>GIBT GEHEIMES PREIS</translation>
    </message>
    <message>
        <source>TAKES</source>
        <translation>ENTNIMMT</translation>
    </message>
    <message>
        <source>WRITE</source>
        <translation>SCHREIBEN</translation>
    </message>
    <message>
        <source>DESTRUCTIVE</source>
        <translation>ZERSTÖREND</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Copy as</source>
        <translation>Kopieren als</translation>
    </message>
    <message>
        <source>Show request</source>
        <translation>Anfrage zeigen</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>All pages</source>
        <translation>Alle Seiten</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Presign, wait</source>
        <translation>Vorsignieren, warten</translation>
    </message>
    <message>
        <source>Calls that were run before, to fill the form with</source>
        <translation>Frühere Aufrufe, um das Formular damit zu füllen</translation>
    </message>
    <message>
        <source>Run (Ctrl+Return)</source>
        <translation>Ausführen (Strg+Return)</translation>
    </message>
    <message>
        <source>As a command or a program that makes this call</source>
        <translation>Als Befehl oder Programm, das diesen Aufruf macht</translation>
    </message>
    <message>
        <source>Builds and signs the request and sends nothing</source>
        <translation>Baut und signiert die Anfrage und sendet nichts</translation>
    </message>
    <message>
        <source>%1 cannot be used in this session</source>
        <translation>%1 ist in dieser Sitzung nicht verwendbar</translation>
    </message>
    <message>
        <source>Choose a service</source>
        <translation>Einen Dienst wählen</translation>
    </message>
    <message>
        <source>Any operation of any service can be called from here.</source>
        <translation>Jede Operation jedes Dienstes lässt sich von hier aufrufen.</translation>
    </message>
    <message>
        <source>Choose an operation</source>
        <translation>Eine Operation wählen</translation>
    </message>
    <message>
        <source>The field above the list finds them by any part of their names.</source>
        <translation>Das Feld über der Liste findet sie nach beliebigen Teilen ihrer Namen.</translation>
    </message>
    <message>
        <source>%1 has no operation %2</source>
        <translation>%1 hat keine Operation %2</translation>
    </message>
    <message>
        <source>Choose one at the left.</source>
        <translation>Links eine wählen.</translation>
    </message>
    <message>
        <source>1 problem</source>
        <translation>1 Problem</translation>
    </message>
    <message>
        <source>%1 problems</source>
        <translation>%1 Probleme</translation>
    </message>
    <message>
        <source>Run %1?</source>
        <translation>%1 ausführen?</translation>
    </message>
    <message>
        <source>This cannot be undone from here.</source>
        <translation>Das lässt sich von hier aus nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Will call %1.%2 in %3 (%4)</source>
        <translation>Ruft %1.%2 in %3 auf (%4)</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>%1 ausführen</translation>
    </message>
    <message>
        <source>Copy %1?</source>
        <translation>%1 kopieren?</translation>
    </message>
    <message>
        <source>Nothing is called</source>
        <translation>Nichts wird aufgerufen</translation>
    </message>
    <message>
        <source>Put it</source>
        <translation>Ablegen</translation>
    </message>
    <message>
        <source>the clipboard</source>
        <translation>der Zwischenablage</translation>
    </message>
    <message>
        <source>Running %1…</source>
        <translation>%1 läuft…</translation>
    </message>
    <message>
        <source>Signing…</source>
        <translation>Signiert…</translation>
    </message>
    <message>
        <source>Waiting for %1…</source>
        <translation>Wartet auf %1…</translation>
    </message>
    <message>
        <source>%1 pages</source>
        <translation>%1 Seiten</translation>
    </message>
    <message>
        <source>asked %1 of %2 times, again in %3%4</source>
        <translation>%1 von %2 Mal gefragt, wieder in %3%4</translation>
    </message>
    <message>
        <source>Would have worked: nothing was changed</source>
        <translation>Hätte funktioniert: Nichts wurde geändert</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>Built and signed, not sent</source>
        <translation>Gebaut und signiert, nicht gesendet</translation>
    </message>
    <message>
        <source>Works until %1, for everybody who has it</source>
        <translation>Gilt bis %1, für alle, die sie haben</translation>
    </message>
    <message>
        <source>It has come true</source>
        <translation>Es ist eingetreten</translation>
    </message>
    <message>
        <source>Done, and there are more pages</source>
        <translation>Fertig, und es gibt weitere Seiten</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Presign</source>
        <translation>Vorsignieren</translation>
    </message>
    <message>
        <source>For 15 minutes</source>
        <translation>Für 15 Minuten</translation>
    </message>
    <message>
        <source>For an hour</source>
        <translation>Für eine Stunde</translation>
    </message>
    <message>
        <source>For 12 hours</source>
        <translation>Für 12 Stunden</translation>
    </message>
    <message>
        <source>For 7 days</source>
        <translation>Für 7 Tage</translation>
    </message>
    <message>
        <source>Wait for</source>
        <translation>Warten auf</translation>
    </message>
    <message>
        <source>No waiter takes these parameters</source>
        <translation>Kein Waiter nimmt diese Parameter</translation>
    </message>
    <message>
        <source>The operation takes other parameters now</source>
        <translation>Die Operation nimmt jetzt andere Parameter</translation>
    </message>
    <message>
        <source>1 secret or file has to be given anew</source>
        <translation>1 Geheimnis oder Datei muss neu angegeben werden</translation>
    </message>
    <message>
        <source>%1 secrets or files have to be given anew</source>
        <translation>%1 Geheimnisse oder Dateien müssen neu angegeben werden</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Send %1 all the same?</source>
        <translation>%1 trotzdem senden?</translation>
    </message>
    <message>
        <source>Send %1</source>
        <translation>%1 senden</translation>
    </message>
</context>
<context>
    <name>inia::ui::Deeds</name>
    <message>
        <source>May I?</source>
        <translation>Darf ich?</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Will call %1.%2 once</source>
        <translation>Ruft %1.%2 einmal auf</translation>
    </message>
    <message>
        <source>Wait until the change under way has ended, and try again</source>
        <translation>Warten, bis die laufende Änderung beendet ist, und erneut versuchen</translation>
    </message>
    <message>
        <source>Done: %1</source>
        <translation>Fertig: %1</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 fehlgeschlagen: %2</translation>
    </message>
    <message>
        <source>Yes, %1 may call %2 here</source>
        <translation>Ja, %1 darf %2 hier aufrufen</translation>
    </message>
    <message>
        <source>No, %1 may not call %2 here</source>
        <translation>Nein, %1 darf %2 hier nicht aufrufen</translation>
    </message>
    <message>
        <source>%1 does not say: %2</source>
        <translation>%1 gibt keine Auskunft: %2</translation>
    </message>
    <message>
        <source>It is shown for a minute, and the inspector notes that it was.</source>
        <translation>Es ist eine Minute lang zu sehen, und der Inspektor hält das fest.</translation>
    </message>
    <message>
        <source>There is none</source>
        <translation>Nicht vorhanden</translation>
    </message>
</context>
<context>
    <name>inia::ui::DetailsArea</name>
    <message>
        <source>Select a row to see its details</source>
        <translation>Zeile für Details auswählen</translation>
    </message>
    <message>
        <source>Its attributes and tags stand here, with links to what it belongs to.</source>
        <translation>Hier stehen ihre Attribute und Tags, mit Links zu dem, wozu sie gehört.</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Noch nicht bekannt</translation>
    </message>
    <message>
        <source>What is known of it stands here once the service has told it.</source>
        <translation>Was darüber bekannt ist, steht hier, sobald der Dienst es geliefert hat.</translation>
    </message>
</context>
<context>
    <name>inia::ui::DetailsPanel</name>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>S3 URI</source>
        <translation>S3-URI</translation>
    </message>
    <message>
        <source>ARN</source>
        <translation>ARN</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>Bucket</translation>
    </message>
    <message>
        <source>Prefix in %1</source>
        <translation>Präfix in %1</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>Präfix</translation>
    </message>
    <message>
        <source>Object in %1</source>
        <translation>Objekt in %1</translation>
    </message>
    <message>
        <source>Select row</source>
        <translation>Zeile auswählen</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>You may not read this object</source>
        <translation>Dieses Objekt darf nicht gelesen werden</translation>
    </message>
    <message>
        <source>No details of this object</source>
        <translation>Keine Details dieses Objekts</translation>
    </message>
    <message>
        <source>Load again</source>
        <translation>Erneut laden</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <source>Ask what is set for the bucket, %1 requests</source>
        <translation>Fragen, was für den Bucket gesetzt ist, %1 Anfragen</translation>
    </message>
    <message>
        <source>Delete marker in %1</source>
        <translation>Löschmarkierung in %1</translation>
    </message>
    <message>
        <source>Deleted on %1</source>
        <translation>Gelöscht am %1</translation>
    </message>
    <message>
        <source>Versions of it that are still there are listed under Versions, where it can be undeleted.</source>
        <translation>Versionen davon, die noch da sind, stehen unter Versionen; dort lässt es sich wiederherstellen.</translation>
    </message>
</context>
<context>
    <name>inia::ui::DiffView</name>
    <message>
        <source>Nothing has changed</source>
        <translation>Nichts hat sich geändert</translation>
    </message>
</context>
<context>
    <name>inia::ui::ExchangeLogModel</name>
    <message>
        <source>Redirect</source>
        <translation>Umleitung</translation>
    </message>
    <message>
        <source>Attempt %1</source>
        <translation>Versuch %1</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Operation</translation>
    </message>
    <message>
        <source>Caused by</source>
        <translation>Auslöser</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
</context>
<context>
    <name>inia::ui::ExportDesk</name>
    <message>
        <source>Export %1</source>
        <translation>%1 exportieren</translation>
    </message>
    <message>
        <source>Export to %1</source>
        <translation>Nach %1 exportieren</translation>
    </message>
    <message>
        <source>Asking for the first page</source>
        <translation>Erste Seite wird angefragt</translation>
    </message>
    <message>
        <source>%1 rows written, page %2</source>
        <translation>%1 Zeilen geschrieben, Seite %2</translation>
    </message>
    <message>
        <source>%1 rows written to %2</source>
        <translation>%1 Zeilen nach %2 geschrieben</translation>
    </message>
    <message>
        <source>. Secrets in them were left out</source>
        <translation>. Geheimnisse darin wurden weggelassen</translation>
    </message>
    <message>
        <source>No file was written</source>
        <translation>Keine Datei wurde geschrieben</translation>
    </message>
    <message>
        <source>Cancelled: no file was written</source>
        <translation>Abgebrochen: Keine Datei wurde geschrieben</translation>
    </message>
    <message>
        <source>, without all of %1</source>
        <translation>, unvollständig aus %1</translation>
    </message>
</context>
<context>
    <name>inia::ui::FactsView</name>
    <message>
        <source>Loading…</source>
        <translation>Lädt…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>%1 could not be read</source>
        <translation>%1 ließ sich nicht lesen</translation>
    </message>
    <message>
        <source>%1 may not call %2, or a policy denies it.</source>
        <translation>%1 darf %2 nicht aufrufen, oder eine Richtlinie verbietet es.</translation>
    </message>
</context>
<context>
    <name>inia::ui::FieldsDialog</name>
    <message>
        <source>Add a line</source>
        <translation>Zeile hinzufügen</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Take the line out</source>
        <translation>Zeile herausnehmen</translation>
    </message>
    <message>
        <source>A key stands there twice</source>
        <translation>Ein Schlüssel steht zweimal da</translation>
    </message>
</context>
<context>
    <name>inia::ui::FileDrop</name>
    <message>
        <source>Upload to %1</source>
        <translation>Nach %1 hochladen</translation>
    </message>
    <message>
        <source>Copy or move to %1</source>
        <translation>Nach %1 kopieren oder verschieben</translation>
    </message>
</context>
<context>
    <name>inia::ui::FilterField</name>
    <message>
        <source>service: operation: status: slower-than:…</source>
        <translation>service: operation: status: slower-than:…</translation>
    </message>
    <message>
        <source>Filter calls</source>
        <translation>Aufrufe filtern</translation>
    </message>
    <message>
        <source>Keys and values</source>
        <translation>Schlüssel und Werte</translation>
    </message>
</context>
<context>
    <name>inia::ui::FilterRow</name>
    <message>
        <source>Contains · loaded rows</source>
        <translation>Enthält · geladene Zeilen</translation>
    </message>
    <message>
        <source>Of the rows loaded so far, only those that contain the text</source>
        <translation>Von den bisher geladenen Zeilen nur die, die den Text enthalten</translation>
    </message>
    <message>
        <source>Remove the filter %1</source>
        <translation>Den Filter %1 entfernen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Press Return to ask the server (Ctrl+I)</source>
        <translation>Return fragt den Server (Strg+I)</translation>
    </message>
    <message>
        <source>Ctrl+I</source>
        <translation>Strg+I</translation>
    </message>
    <message>
        <source>Press Return to search in all folders below (Ctrl+I)</source>
        <translation>Return sucht in allen Ordnern darunter (Strg+I)</translation>
    </message>
</context>
<context>
    <name>inia::ui::FinderPopup</name>
    <message>
        <source>Find</source>
        <translation>Finden</translation>
    </message>
    <message>
        <source>A service, a type, an operation, a row, a place or a command</source>
        <translation>Dienst, Typ, Operation, Zeile, Ort oder Befehl</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Nothing is called “%1”</source>
        <translation>Nichts heißt „%1“</translation>
    </message>
</context>
<context>
    <name>inia::ui::FormRow</name>
    <message>
        <source>required</source>
        <translation>erforderlich</translation>
    </message>
    <message>
        <source>required · %1</source>
        <translation>erforderlich · %1</translation>
    </message>
</context>
<context>
    <name>inia::ui::FoundObjectsModel</name>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>Bucket</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Storage class</source>
        <translation>Speicherklasse</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
</context>
<context>
    <name>inia::ui::FunctionView</name>
    <message>
        <source>Settings of the function</source>
        <translation>Einstellungen der Funktion</translation>
    </message>
    <message>
        <source>Log group</source>
        <translation>Log-Gruppe</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Payload</translation>
    </message>
    <message>
        <source>Payload in JSON; may be empty</source>
        <translation>Payload in JSON; darf leer sein</translation>
    </message>
    <message>
        <source>Wait for the answer</source>
        <translation>Auf die Antwort warten</translation>
    </message>
    <message>
        <source>Queue it (Event)</source>
        <translation>Einreihen (Event)</translation>
    </message>
    <message>
        <source>Only try the permission</source>
        <translation>Nur die Berechtigung prüfen</translation>
    </message>
    <message>
        <source>How it is invoked</source>
        <translation>Art des Aufrufs</translation>
    </message>
    <message>
        <source>Version or alias</source>
        <translation>Version oder Alias</translation>
    </message>
    <message>
        <source>Invoke</source>
        <translation>Aufrufen</translation>
    </message>
    <message>
        <source>Stop waiting</source>
        <translation>Nicht länger warten</translation>
    </message>
    <message>
        <source>Closes the connection; the function goes on</source>
        <translation>Schließt die Verbindung; die Funktion läuft weiter</translation>
    </message>
    <message>
        <source>Open log</source>
        <translation>Log öffnen</translation>
    </message>
    <message>
        <source>Last lines of the log</source>
        <translation>Letzte Zeilen des Logs</translation>
    </message>
    <message>
        <source>The last 4 KB of its log</source>
        <translation>Die letzten 4 KB ihres Logs</translation>
    </message>
    <message>
        <source>Call the function once</source>
        <translation>Funktion einmal aufrufen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>%1 · %2 MB · up to %3</source>
        <translation>%1 · %2 MB · bis zu %3</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Last update</source>
        <translation>Letzte Aktualisierung</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Runtime</source>
        <translation>Laufzeitumgebung</translation>
    </message>
    <message>
        <source>Handler</source>
        <translation>Handler</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>ARN</source>
        <translation>ARN</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>Aufdecken</translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Invoke %1?</source>
        <translation>%1 aufrufen?</translation>
    </message>
    <message>
        <source>The function runs once with this payload. What it does cannot be taken back.</source>
        <translation>Die Funktion läuft einmal mit dieser Payload. Was sie tut, lässt sich nicht zurücknehmen.</translation>
    </message>
    <message>
        <source>Will call lambda.Invoke once</source>
        <translation>Ruft lambda.Invoke einmal auf</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Not waited for</source>
        <translation>Nicht abgewartet</translation>
    </message>
    <message>
        <source>Function failed: %1</source>
        <translation>Funktion fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Eingereiht</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>Erlaubt</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>Erfolgreich</translation>
    </message>
    <message>
        <source>ran %1 ms</source>
        <translation>lief %1 ms</translation>
    </message>
    <message>
        <source>billed %1 ms</source>
        <translation>%1 ms berechnet</translation>
    </message>
    <message>
        <source>%1 of %2 MB</source>
        <translation>%1 von %2 MB</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>The answer stands here, with the end of the log.</source>
        <translation>Hier steht die Antwort, mit dem Ende des Logs.</translation>
    </message>
    <message>
        <source>The function has no such variable any more.</source>
        <translation>Die Funktion hat diese Variable nicht mehr.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Will call lambda.GetFunctionConfiguration once</source>
        <translation>Ruft lambda.GetFunctionConfiguration einmal auf</translation>
    </message>
    <message>
        <source>%1 could not be read</source>
        <translation>%1 ließ sich nicht lesen</translation>
    </message>
</context>
<context>
    <name>inia::ui::IdentityPopup</name>
    <message>
        <source>Identity of the session</source>
        <translation>Identität der Sitzung</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>Accounts and roles…</source>
        <translation>Konten und Rollen…</translation>
    </message>
</context>
<context>
    <name>inia::ui::InspectorPanel</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>Group pages and parts</source>
        <translation>Seiten und Teile gruppieren</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>Aufzeichnung anhalten</translation>
    </message>
    <message>
        <source>Save the calls that are shown</source>
        <translation>Sichtbare Aufrufe speichern</translation>
    </message>
    <message>
        <source>Forget all finished calls</source>
        <translation>Alle beendeten Aufrufe vergessen</translation>
    </message>
    <message>
        <source>Close the inspector</source>
        <translation>Inspektor schließen</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Record calls</source>
        <translation>Aufrufe aufzeichnen</translation>
    </message>
    <message>
        <source>Save as HAR…</source>
        <translation>Als HAR speichern…</translation>
    </message>
    <message>
        <source>HTTP archives (*.har)</source>
        <translation>HTTP-Archive (*.har)</translation>
    </message>
    <message>
        <source>Save as HAR without account ids…</source>
        <translation>Als HAR ohne Kontonummern speichern…</translation>
    </message>
    <message>
        <source>Save the calls that are shown, without account ids</source>
        <translation>Sichtbare Aufrufe ohne Kontonummern speichern</translation>
    </message>
    <message>
        <source>Save as recording…</source>
        <translation>Als Aufzeichnung speichern…</translation>
    </message>
    <message>
        <source>Save the calls that are shown, to be replayed</source>
        <translation>Sichtbare Aufrufe zur Wiedergabe speichern</translation>
    </message>
    <message>
        <source>Recordings (*.iniarec)</source>
        <translation>Aufzeichnungen (*.iniarec)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Als %1 gespeichert</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>Nur %1</translation>
    </message>
    <message>
        <source>Only what “%1” caused</source>
        <translation>Nur, was „%1“ ausgelöst hat</translation>
    </message>
    <message>
        <source>Copy request id</source>
        <translation>Anfrage-ID kopieren</translation>
    </message>
    <message>
        <source>1 call</source>
        <translation>1 Aufruf</translation>
    </message>
    <message>
        <source>%1 calls</source>
        <translation>%1 Aufrufe</translation>
    </message>
    <message>
        <source>1 attempt</source>
        <translation>1 Versuch</translation>
    </message>
    <message>
        <source>%1 attempts</source>
        <translation>%1 Versuche</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>inia::ui::ItemActions</name>
    <message>
        <source>New item</source>
        <translation>Neues Element</translation>
    </message>
    <message>
        <source>New item…</source>
        <translation>Neues Element…</translation>
    </message>
    <message>
        <source>Edit item…</source>
        <translation>Element bearbeiten…</translation>
    </message>
    <message>
        <source>Duplicate item…</source>
        <translation>Element duplizieren…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>The keys of the table are not known, so that its items cannot be changed.</source>
        <translation>Die Schlüssel der Tabelle sind nicht bekannt; deshalb lassen sich ihre Elemente nicht ändern.</translation>
    </message>
    <message>
        <source>Select one item.</source>
        <translation>Ein Element auswählen.</translation>
    </message>
    <message>
        <source>Select the items to delete.</source>
        <translation>Die zu löschenden Elemente auswählen.</translation>
    </message>
    <message>
        <source>Add an item to the table (%1)</source>
        <translation>Der Tabelle ein Element hinzufügen (%1)</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>Als JSON kopieren</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>Gespeichert</translation>
    </message>
</context>
<context>
    <name>inia::ui::ItemDeletion</name>
    <message>
        <source>Delete items</source>
        <translation>Elemente löschen</translation>
    </message>
    <message>
        <source>%1 of %2 deleted</source>
        <translation>%1 von %2 gelöscht</translation>
    </message>
    <message>
        <source>%1 of %2 items deleted</source>
        <translation>%1 von %2 Elementen gelöscht</translation>
    </message>
    <message>
        <source>Done: 1 item deleted</source>
        <translation>Fertig: 1 Element gelöscht</translation>
    </message>
    <message>
        <source>Done: %1 items deleted</source>
        <translation>Fertig: %1 Elemente gelöscht</translation>
    </message>
    <message>
        <source>Given up: %1 of %2 items are deleted</source>
        <translation>Abgebrochen: %1 von %2 Elementen sind gelöscht</translation>
    </message>
    <message>
        <source>; %1 more may be, reload to see</source>
        <translation>; %1 weitere vielleicht, Neuladen zeigt es</translation>
    </message>
</context>
<context>
    <name>inia::ui::ItemDetails</name>
    <message>
        <source>Attributes of the item</source>
        <translation>Attribute des Elements</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Plain values; sets become lists, bytes base64</source>
        <translation>Einfache Werte; Mengen werden Listen, Bytes Base64</translation>
    </message>
    <message>
        <source>DynamoDB JSON</source>
        <translation>DynamoDB-JSON</translation>
    </message>
    <message>
        <source>With the types, as the AWS CLI takes it</source>
        <translation>Mit den Typen, wie die AWS CLI es nimmt</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>Element</translation>
    </message>
    <message>
        <source>Item in %1</source>
        <translation>Element in %1</translation>
    </message>
</context>
<context>
    <name>inia::ui::ItemDialog</name>
    <message>
        <source>Edit the newer one</source>
        <translation>Das neuere bearbeiten</translation>
    </message>
    <message>
        <source>The item as it is stored now</source>
        <translation>Das Element, wie es jetzt gespeichert ist</translation>
    </message>
    <message>
        <source>The item was changed by another since it was read. It is now:</source>
        <translation>Das Element wurde seit dem Lesen von jemand anderem geändert. Es ist jetzt:</translation>
    </message>
    <message>
        <source>The item was deleted by another since it was read.</source>
        <translation>Das Element wurde seit dem Lesen von jemand anderem gelöscht.</translation>
    </message>
    <message>
        <source>Overwrite the newer item</source>
        <translation>Das neuere Element überschreiben</translation>
    </message>
    <message>
        <source>Store the item anew</source>
        <translation>Das Element neu speichern</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>Discard the text</source>
        <translation>Text verwerfen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The text was edited and is not stored. Press Escape once more to discard it.</source>
        <translation>Der Text wurde bearbeitet und ist nicht gespeichert. Noch einmal Esc verwirft ihn.</translation>
    </message>
</context>
<context>
    <name>inia::ui::ItemEdit</name>
    <message>
        <source>Reading the item as it is now…</source>
        <translation>Element wird im jetzigen Stand gelesen…</translation>
    </message>
    <message>
        <source>This item is not in the table any more. It is shown as it was listed.</source>
        <translation>Dieses Element ist nicht mehr in der Tabelle. Es ist so zu sehen, wie es aufgelistet wurde.</translation>
    </message>
    <message>
        <source>It could not be read anew; this is the item as it was listed.</source>
        <translation>Es ließ sich nicht neu lesen; dies ist das Element, wie es aufgelistet wurde.</translation>
    </message>
    <message>
        <source>The item could not be read: %1</source>
        <translation>Das Element ließ sich nicht lesen: %1</translation>
    </message>
    <message>
        <source>Storing the item…</source>
        <translation>Element wird gespeichert…</translation>
    </message>
    <message>
        <source>There is an item with this key already, and it was left as it is: %1. Give this one another key.</source>
        <translation>Ein Element mit diesem Schlüssel gibt es schon, es blieb unverändert: %1. Diesem einen anderen Schlüssel geben.</translation>
    </message>
    <message>
        <source>Reading what it was changed to…</source>
        <translation>Änderung wird gelesen…</translation>
    </message>
    <message>
        <source>The item was changed by another since it was read, and nothing was stored. It could not be read again: %1</source>
        <translation>Das Element wurde seit dem Lesen von jemand anderem geändert, und nichts wurde gespeichert. Es ließ sich nicht erneut lesen: %1</translation>
    </message>
    <message>
        <source>Given up while it was under way: the service may have stored it.</source>
        <translation>Unterwegs abgebrochen: Der Dienst hat es vielleicht gespeichert.</translation>
    </message>
</context>
<context>
    <name>inia::ui::ItemEditor</name>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>DynamoDB JSON</source>
        <translation>DynamoDB-JSON</translation>
    </message>
    <message>
        <source>Plain values; sets are written {&quot;$set&quot;: […]}, binary {&quot;$blob&quot;: &quot;base64&quot;}</source>
        <translation>Einfache Werte; Mengen als {&quot;$set&quot;: […]}, Binäres als {&quot;$blob&quot;: &quot;base64&quot;}</translation>
    </message>
    <message>
        <source>Each value with its type: {&quot;S&quot;: &quot;text&quot;}</source>
        <translation>Jeder Wert mit seinem Typ: {&quot;S&quot;: &quot;text&quot;}</translation>
    </message>
    <message>
        <source>The item as JSON</source>
        <translation>Das Element als JSON</translation>
    </message>
    <message>
        <source>Line %1, column %2: %3</source>
        <translation>Zeile %1, Spalte %2: %3</translation>
    </message>
</context>
<context>
    <name>inia::ui::ItemQueryBar</name>
    <message>
        <source>Scan</source>
        <translation>Scan</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Abfrage</translation>
    </message>
    <message>
        <source>Add filter</source>
        <translation>Filter hinzufügen</translation>
    </message>
    <message>
        <source>Options of the query</source>
        <translation>Optionen der Abfrage</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Look at all items, in no order of meaning</source>
        <translation>Alle Elemente ansehen, ohne sinnvolle Reihenfolge</translation>
    </message>
    <message>
        <source>Find the items of one partition key, in the order of the sort key</source>
        <translation>Elemente eines Partitionsschlüssels finden, in der Reihenfolge des Sortierschlüssels</translation>
    </message>
    <message>
        <source>Table or index</source>
        <translation>Tabelle oder Index</translation>
    </message>
    <message>
        <source>Ask the service (Ctrl+Return)</source>
        <translation>Den Dienst fragen (Strg+Return)</translation>
    </message>
    <message>
        <source>Give up the request under way (Esc)</source>
        <translation>Laufende Anfrage abbrechen (Esc)</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
</context>
<context>
    <name>inia::ui::ItemTreeModel</name>
    <message>
        <source>Attribute</source>
        <translation>Attribut</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
</context>
<context>
    <name>inia::ui::ItemsView</name>
    <message>
        <source>Items</source>
        <translation>Elemente</translation>
    </message>
    <message>
        <source>The request was given up.</source>
        <translation>Die Anfrage wurde abgebrochen.</translation>
    </message>
</context>
<context>
    <name>inia::ui::JobDesk</name>
    <message>
        <source>%1 selected</source>
        <translation>%1 ausgewählt</translation>
    </message>
    <message>
        <source>Rename the folder %1</source>
        <translation>Den Ordner %1 umbenennen</translation>
    </message>
    <message>
        <source>Rename %1</source>
        <translation>%1 umbenennen</translation>
    </message>
    <message>
        <source>Everything in it is copied to the new name and then deleted under the old one.</source>
        <translation>Alles darin wird unter den neuen Namen kopiert und dann unter dem alten gelöscht.</translation>
    </message>
    <message>
        <source>It is copied to the new name and then deleted under the old one.</source>
        <translation>Es wird unter den neuen Namen kopiert und dann unter dem alten gelöscht.</translation>
    </message>
    <message>
        <source>Will call s3.CopyObject for each, then s3.DeleteObjects</source>
        <translation>Ruft je Objekt s3.CopyObject auf, dann s3.DeleteObjects</translation>
    </message>
    <message>
        <source>Will call s3.CopyObject, then s3.DeleteObject</source>
        <translation>Ruft s3.CopyObject auf, dann s3.DeleteObject</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>Neuer Name</translation>
    </message>
    <message>
        <source>That is its name now</source>
        <translation>So heißt es schon</translation>
    </message>
    <message>
        <source>A name has no &quot;/&quot;; Move to… takes it to another folder</source>
        <translation>Ein Name hat kein &quot;/&quot;; &quot;Verschieben nach…&quot; bringt es in einen anderen Ordner</translation>
    </message>
    <message>
        <source>A name is missing</source>
        <translation>Ein Name fehlt</translation>
    </message>
    <message>
        <source>Move %1 to</source>
        <translation>%1 verschieben nach</translation>
    </message>
    <message>
        <source>Copy %1 to</source>
        <translation>%1 kopieren nach</translation>
    </message>
    <message>
        <source>A folder of any bucket of this session. Names stay as they are.</source>
        <translation>Ein Ordner eines beliebigen Buckets dieser Sitzung. Die Namen bleiben.</translation>
    </message>
    <message>
        <source>Will call s3.CopyObject, then s3.DeleteObjects; asks once more before</source>
        <translation>Ruft s3.CopyObject auf, dann s3.DeleteObjects; fragt vorher noch einmal</translation>
    </message>
    <message>
        <source>Will call s3.CopyObject; asks once more before</source>
        <translation>Ruft s3.CopyObject auf; fragt vorher noch einmal</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>A bucket is missing</source>
        <translation>Ein Bucket fehlt</translation>
    </message>
    <message>
        <source>Move %1 to %2</source>
        <translation>%1 nach %2 verschieben</translation>
    </message>
    <message>
        <source>Copy %1 to %2</source>
        <translation>%1 nach %2 kopieren</translation>
    </message>
    <message>
        <source>New folder in %1</source>
        <translation>Neuer Ordner in %1</translation>
    </message>
    <message>
        <source>An empty object that ends with &quot;/&quot;, by which the folder stays when it is empty.</source>
        <translation>Ein leeres Objekt, das mit &quot;/&quot; endet; damit bleibt der Ordner auch leer bestehen.</translation>
    </message>
    <message>
        <source>Will call s3.PutObject once</source>
        <translation>Ruft s3.PutObject einmal auf</translation>
    </message>
    <message>
        <source>Make the folder</source>
        <translation>Ordner anlegen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>A name has no &quot;/&quot;</source>
        <translation>Ein Name hat kein &quot;/&quot;</translation>
    </message>
    <message>
        <source>The folder was not made</source>
        <translation>Der Ordner wurde nicht angelegt</translation>
    </message>
    <message>
        <source>New folder %1</source>
        <translation>Neuer Ordner %1</translation>
    </message>
    <message>
        <source>There is a folder of that name already</source>
        <translation>Einen Ordner dieses Namens gibt es schon</translation>
    </message>
    <message>
        <source>The folder is made</source>
        <translation>Der Ordner ist angelegt</translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <translation>Nichts wurde geändert</translation>
    </message>
    <message>
        <source>None of them is there any more.</source>
        <translation>Nichts davon ist noch da.</translation>
    </message>
    <message>
        <source>This can be undone: the bucket keeps versions, and a delete marker takes the place of each, which can be taken away again.</source>
        <translation>Das lässt sich rückgängig machen: Der Bucket behält Versionen, und an die Stelle jedes Objekts tritt eine Löschmarkierung, die sich wieder entfernen lässt.</translation>
    </message>
    <message>
        <source>This cannot be undone. Versions are suspended in this bucket: what came since then is gone for good.</source>
        <translation>Das lässt sich nicht rückgängig machen. In diesem Bucket sind Versionen ausgesetzt: Was seitdem kam, ist endgültig weg.</translation>
    </message>
    <message>
        <source>This cannot be undone: the bucket keeps no versions, they are gone for good.</source>
        <translation>Das lässt sich nicht rückgängig machen: Der Bucket behält keine Versionen, sie sind endgültig weg.</translation>
    </message>
    <message>
        <source>Whether this bucket keeps versions is not to be found out: it may be for good.</source>
        <translation>Ob dieser Bucket Versionen behält, ist nicht festzustellen: Es ist vielleicht endgültig.</translation>
    </message>
    <message>
        <source>What was copied and verified is then deleted where it is now.</source>
        <translation>Was kopiert und geprüft ist, wird dann am jetzigen Ort gelöscht.</translation>
    </message>
    <message>
        <source>The originals stay.</source>
        <translation>Die Originale bleiben.</translation>
    </message>
    <message>
        <source>This can be undone, since versions are kept. %1</source>
        <translation>Das lässt sich rückgängig machen, weil Versionen behalten werden. %1</translation>
    </message>
    <message>
        <source>Whether versions are kept is not to be found out: perhaps this cannot be undone. %1</source>
        <translation>Ob Versionen behalten werden, ist nicht festzustellen: Vielleicht lässt sich das nicht rückgängig machen. %1</translation>
    </message>
    <message>
        <source>This cannot be undone by itself, since no versions are kept. %1</source>
        <translation>Das lässt sich nicht von selbst rückgängig machen, weil keine Versionen behalten werden. %1</translation>
    </message>
    <message>
        <source>Move %1?</source>
        <translation>%1 verschieben?</translation>
    </message>
    <message>
        <source>Copy %1?</source>
        <translation>%1 kopieren?</translation>
    </message>
    <message>
        <source>Rename %1 in %2</source>
        <translation>%1 in %2 umbenennen</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>%1 löschen</translation>
    </message>
    <message>
        <source>Nothing was deleted</source>
        <translation>Nichts wurde gelöscht</translation>
    </message>
    <message>
        <source>Delete %1?</source>
        <translation>%1 löschen?</translation>
    </message>
    <message>
        <source>Delete %1 from %2</source>
        <translation>%1 aus %2 löschen</translation>
    </message>
    <message>
        <source>%1. Ctrl+Z undoes it.</source>
        <translation>%1. Strg+Z macht es rückgängig.</translation>
    </message>
    <message>
        <source>Undo “%1”?</source>
        <translation>„%1“ rückgängig machen?</translation>
    </message>
    <message>
        <source>The delete markers of %1 are taken away, each while nothing newer is there.</source>
        <translation>Die Löschmarkierungen werden entfernt (%1), jede nur, solange dort nichts Neueres ist.</translation>
    </message>
    <message>
        <source>The copies of %1 are deleted for good, each while nothing newer is there; what was deleted for them comes back.</source>
        <translation>Die Kopien werden endgültig gelöscht (%1), jede nur, solange dort nichts Neueres ist; was für sie gelöscht wurde, kommt zurück.</translation>
    </message>
    <message>
        <source>%1 more cannot be undone.</source>
        <translation>%1 weitere lassen sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Undo %1</source>
        <translation>%1 rückgängig machen</translation>
    </message>
    <message>
        <source>Nothing of it has failed</source>
        <translation>Nichts davon ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>Try “%1” again?</source>
        <translation>„%1“ erneut versuchen?</translation>
    </message>
    <message>
        <source>What has failed is asked for once more, as it was planned then.</source>
        <translation>Was fehlgeschlagen ist, wird noch einmal angefragt, so wie es damals geplant war.</translation>
    </message>
    <message>
        <source>Try %1 again</source>
        <translation>%1 erneut versuchen</translation>
    </message>
</context>
<context>
    <name>inia::ui::JobDialog</name>
    <message>
        <source>What failed</source>
        <translation>Was fehlgeschlagen ist</translation>
    </message>
    <message>
        <source>Show request</source>
        <translation>Anfrage zeigen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Waiting for the answer…</source>
        <translation>Wartet auf die Antwort…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>inia::ui::JobReportDialog</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Left alone</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Report of %1</source>
        <translation>Bericht zu %1</translation>
    </message>
    <message>
        <source>Key contains…</source>
        <translation>Schlüssel enthält…</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV speichern…</translation>
    </message>
    <message>
        <source>Save as JSON…</source>
        <translation>Als JSON speichern…</translation>
    </message>
    <message>
        <source>Save as NDJSON…</source>
        <translation>Als NDJSON speichern…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Als %1 gespeichert</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>What came of each</source>
        <translation>Was aus jedem wurde</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Bericht speichern</translation>
    </message>
</context>
<context>
    <name>inia::ui::JobReportModel</name>
    <message>
        <source>Object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Request id</source>
        <translation>Anfrage-ID</translation>
    </message>
</context>
<context>
    <name>inia::ui::JobTableModel</name>
    <message>
        <source>%1 of %2, %3 not</source>
        <translation>%1 von %2, %3 nicht</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 percent</source>
        <translation>%1 Prozent</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Objekte</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
</context>
<context>
    <name>inia::ui::JobsPanel</name>
    <message>
        <source>About the job</source>
        <translation>Zum Auftrag</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Cancel job</source>
        <translation>Auftrag abbrechen</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Try failed again</source>
        <translation>Fehlgeschlagene wiederholen</translation>
    </message>
    <message>
        <source>Undo job</source>
        <translation>Auftrag rückgängig machen</translation>
    </message>
    <message>
        <source>Close the jobs</source>
        <translation>Aufträge schließen</translation>
    </message>
    <message>
        <source>No jobs</source>
        <translation>Keine Aufträge</translation>
    </message>
    <message>
        <source>What is deleted, moved, copied or renamed stands here, and can be undone where versions are kept.</source>
        <translation>Was gelöscht, verschoben, kopiert oder umbenannt wird, steht hier und lässt sich rückgängig machen, wo Versionen behalten werden.</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message numerus="yes">
        <source>%n jobs have not ended</source>
        <translation>
            <numerusform>%n Auftrag ist nicht zu Ende</numerusform>
            <numerusform>%n Aufträge sind nicht zu Ende</numerusform>
        </translation>
    </message>
    <message>
        <source>What is done is written down: they stand as interrupted at the next start, and can go on then.</source>
        <translation>Was erledigt ist, wird festgehalten: Beim nächsten Start stehen sie als unterbrochen da und lassen sich dann fortsetzen.</translation>
    </message>
    <message>
        <source>Nothing more is asked for</source>
        <translation>Nichts weiter wird angefragt</translation>
    </message>
    <message>
        <source>Interrupt and close</source>
        <translation>Unterbrechen und schließen</translation>
    </message>
    <message>
        <source>this window</source>
        <translation>diesem Fenster</translation>
    </message>
    <message numerus="yes">
        <source>%n unfinished</source>
        <translation>
            <numerusform>%n unfertiger</numerusform>
            <numerusform>%n unfertige</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 objects/s</source>
        <translation>%1 Objekte/s</translation>
    </message>
    <message numerus="yes">
        <source>%n calls at once</source>
        <translation>
            <numerusform>%n Aufruf gleichzeitig</numerusform>
            <numerusform>%n Aufrufe gleichzeitig</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>inia::ui::KeyValueModel</name>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>inia::ui::KeyValueView</name>
    <message>
        <source>Loading…</source>
        <translation>Lädt…</translation>
    </message>
</context>
<context>
    <name>inia::ui::KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Enter opens what is selected, and the menu key shows what can be done with it. All that can be done stands in “All commands” (%1).</source>
        <translation>Return öffnet die Auswahl, und die Menütaste zeigt, was sich damit tun lässt. Alles, was möglich ist, steht unter „Alle Befehle“ (%1).</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>inia::ui::LinesField</name>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
</context>
<context>
    <name>inia::ui::LinesView</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alle auswählen</translation>
    </message>
</context>
<context>
    <name>inia::ui::LinkDesk</name>
    <message>
        <source>15 minutes</source>
        <translation>15 Minuten</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>12 hours</source>
        <translation>12 Stunden</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 Tag</translation>
    </message>
    <message>
        <source>3 days</source>
        <translation>3 Tage</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>%1, when its keys end</source>
        <translation>%1, wenn die Zugangsdaten ablaufen</translation>
    </message>
    <message>
        <source>%1, as asked</source>
        <translation>%1, wie gewünscht</translation>
    </message>
    <message>
        <source>Link to %1</source>
        <translation>Link zu %1</translation>
    </message>
    <message>
        <source>Whoever has the link can use it without keys, until it ends. It goes onto the clipboard and is kept nowhere.</source>
        <translation>Wer den Link hat, kann ihn ohne Zugangsdaten verwenden, bis er abläuft. Er kommt in die Zwischenablage und wird nirgends aufbewahrt.</translation>
    </message>
    <message>
        <source>No request is sent</source>
        <translation>Keine Anfrage wird gesendet</translation>
    </message>
    <message>
        <source>Copy the link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>Download it</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Look whether it is there</source>
        <translation>Nachsehen, ob es da ist</translation>
    </message>
    <message>
        <source>Upload in its place</source>
        <translation>An seine Stelle hochladen</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Zweck</translation>
    </message>
    <message>
        <source>Works for</source>
        <translation>Gültig für</translation>
    </message>
    <message>
        <source>Saved as</source>
        <translation>Gespeichert als</translation>
    </message>
    <message>
        <source>Downloads only; empty: the browser shows it</source>
        <translation>Nur beim Herunterladen; leer: Der Browser zeigt es</translation>
    </message>
    <message>
        <source>Content type</source>
        <translation>Inhaltstyp</translation>
    </message>
    <message>
        <source>Uploads only; has to be sent along</source>
        <translation>Nur beim Hochladen; muss mitgesendet werden</translation>
    </message>
    <message>
        <source>Only while there is nothing of that name</source>
        <translation>Nur, solange es nichts dieses Namens gibt</translation>
    </message>
    <message>
        <source>As a command of curl</source>
        <translation>Als curl-Befehl</translation>
    </message>
    <message>
        <source>It takes files of any size, and overwrites what is there.</source>
        <translation>Er nimmt Dateien jeder Größe und überschreibt, was da ist.</translation>
    </message>
    <message>
        <source>No link was made</source>
        <translation>Es wurde kein Link erzeugt</translation>
    </message>
    <message>
        <source>%1 %2, until %3</source>
        <translation>%1 %2, bis %3</translation>
    </message>
    <message>
        <source>Copied. Works until %1</source>
        <translation>Kopiert. Gilt bis %1</translation>
    </message>
</context>
<context>
    <name>inia::ui::ListField</name>
    <message>
        <source>Add item</source>
        <translation>Eintrag hinzufügen</translation>
    </message>
    <message>
        <source>Take the item out</source>
        <translation>Eintrag herausnehmen</translation>
    </message>
    <message>
        <source>1 item</source>
        <translation>1 Eintrag</translation>
    </message>
    <message>
        <source>%1 items</source>
        <translation>%1 Einträge</translation>
    </message>
</context>
<context>
    <name>inia::ui::ListingPage</name>
    <message>
        <source>Filter %1</source>
        <translation>%1 filtern</translation>
    </message>
</context>
<context>
    <name>inia::ui::LiveRowsView</name>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Filter the rows that are loaded</source>
        <translation>Geladene Zeilen filtern</translation>
    </message>
    <message>
        <source>Follow what goes on</source>
        <translation>Laufendes verfolgen</translation>
    </message>
    <message>
        <source>What goes on is followed; stop that</source>
        <translation>Laufendes wird verfolgt; das anhalten</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>%1, complete</source>
        <translation>%1, vollständig</translation>
    </message>
    <message>
        <source>%1, loading…</source>
        <translation>%1, lädt…</translation>
    </message>
    <message>
        <source>%1, more</source>
        <translation>%1, weitere vorhanden</translation>
    </message>
    <message>
        <source>%1, then failed</source>
        <translation>%1, dann fehlgeschlagen</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>%1 of those loaded fit</source>
        <translation>%1 der geladenen passen</translation>
    </message>
    <message>
        <source>last request: %1</source>
        <translation>letzte Anfrage: %1</translation>
    </message>
    <message>
        <source>no longer followed</source>
        <translation>nicht mehr verfolgt</translation>
    </message>
    <message>
        <source>paused after an hour without input</source>
        <translation>pausiert nach einer Stunde ohne Eingabe</translation>
    </message>
    <message>
        <source>asked again every %1 s</source>
        <translation>alle %1 s erneut gefragt</translation>
    </message>
    <message>
        <source>No row that is loaded fits</source>
        <translation>Keine geladene Zeile passt</translation>
    </message>
    <message>
        <source>Show all rows</source>
        <translation>Alle Zeilen zeigen</translation>
    </message>
    <message>
        <source>Stopped before the first page</source>
        <translation>Vor der ersten Seite angehalten</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>There are more pages.</source>
        <translation>Es gibt weitere Seiten.</translation>
    </message>
    <message>
        <source>Load more</source>
        <translation>Mehr laden</translation>
    </message>
    <message>
        <source>The %1 rows above are kept.</source>
        <translation>Die %1 Zeilen darüber bleiben.</translation>
    </message>
    <message>
        <source>%1 could not be read</source>
        <translation>%1 ließ sich nicht lesen</translation>
    </message>
    <message>
        <source>%1 may not call %2 here, or a policy denies it.</source>
        <translation>%1 darf %2 hier nicht aufrufen, oder eine Richtlinie verbietet es.</translation>
    </message>
</context>
<context>
    <name>inia::ui::LogBar</name>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Insights</source>
        <translation>Insights</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Find events of the past, the newest first</source>
        <translation>Vergangene Ereignisse finden, die neuesten zuerst</translation>
    </message>
    <message>
        <source>Show events as they come, asking every 2 seconds</source>
        <translation>Ereignisse zeigen, wie sie kommen; fragt alle 2 Sekunden</translation>
    </message>
    <message>
        <source>A query of Logs Insights, paid for by the bytes it scans</source>
        <translation>Eine Abfrage von Logs Insights, bezahlt nach den Bytes, die sie durchsucht</translation>
    </message>
    <message>
        <source>Range of time</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Query of Logs Insights</source>
        <translation>Abfrage von Logs Insights</translation>
    </message>
    <message>
        <source>Filter pattern: ERROR, &quot;two words&quot;, { $.level = &quot;error&quot; }</source>
        <translation>Filtermuster: ERROR, &quot;zwei Wörter&quot;, { $.level = &quot;error&quot; }</translation>
    </message>
    <message>
        <source>Filter pattern</source>
        <translation>Filtermuster</translation>
    </message>
</context>
<context>
    <name>inia::ui::LogEventsModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Stream</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
</context>
<context>
    <name>inia::ui::LogView</name>
    <message>
        <source>Log events</source>
        <translation>Log-Ereignisse</translation>
    </message>
    <message>
        <source>Row %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>Select an event</source>
        <translation>Ein Ereignis auswählen</translation>
    </message>
    <message>
        <source>1 event</source>
        <translation>1 Ereignis</translation>
    </message>
    <message>
        <source>%1 events</source>
        <translation>%1 Ereignisse</translation>
    </message>
    <message>
        <source>%1, searching…</source>
        <translation>%1, sucht…</translation>
    </message>
    <message>
        <source>%1, complete</source>
        <translation>%1, vollständig</translation>
    </message>
    <message>
        <source>%1, then failed</source>
        <translation>%1, dann fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1, more</source>
        <translation>%1, weitere vorhanden</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>searched to %1</source>
        <translation>durchsucht bis %1</translation>
    </message>
    <message>
        <source>oldest first</source>
        <translation>älteste zuerst</translation>
    </message>
    <message>
        <source>%1, no longer followed</source>
        <translation>%1, nicht mehr verfolgt</translation>
    </message>
    <message>
        <source>%1, paused after an hour without input</source>
        <translation>%1, pausiert nach einer Stunde ohne Eingabe</translation>
    </message>
    <message>
        <source>%1, paused</source>
        <translation>%1, pausiert</translation>
    </message>
    <message>
        <source>%1, following</source>
        <translation>%1, folgt</translation>
    </message>
    <message>
        <source>%1 requests/min</source>
        <translation>%1 Anfragen/Min.</translation>
    </message>
    <message>
        <source>last request: %1</source>
        <translation>letzte Anfrage: %1</translation>
    </message>
    <message>
        <source>the oldest %1 have left</source>
        <translation>die ältesten %1 sind entfallen</translation>
    </message>
    <message>
        <source>events later than 60 s may be missed</source>
        <translation>Ereignisse mit mehr als 60 s Verspätung können fehlen</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>%1, running…</source>
        <translation>%1, läuft…</translation>
    </message>
    <message>
        <source>%1, stopped</source>
        <translation>%1, angehalten</translation>
    </message>
    <message>
        <source>%1 scanned</source>
        <translation>%1 durchsucht</translation>
    </message>
    <message>
        <source>No longer followed</source>
        <translation>Nicht mehr verfolgt</translation>
    </message>
    <message>
        <source>Waiting for events</source>
        <translation>Wartet auf Ereignisse</translation>
    </message>
    <message>
        <source>%1 had none that match in the last 10 minutes.</source>
        <translation>In %1 gab es in den letzten 10 Minuten keine passenden.</translation>
    </message>
    <message>
        <source>%1 had none in the last 10 minutes.</source>
        <translation>In %1 gab es in den letzten 10 Minuten keine.</translation>
    </message>
    <message>
        <source>Nothing found yet</source>
        <translation>Noch nichts gefunden</translation>
    </message>
    <message>
        <source>%1 pages were empty, and there are more to be searched.</source>
        <translation>%1 Seiten waren leer, und weitere sind noch zu durchsuchen.</translation>
    </message>
    <message>
        <source>Search on</source>
        <translation>Weiter suchen</translation>
    </message>
    <message>
        <source>Stopped before the first page</source>
        <translation>Vor der ersten Seite angehalten</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>No event matches</source>
        <translation>Kein Ereignis passt</translation>
    </message>
    <message>
        <source>No events</source>
        <translation>Keine Ereignisse</translation>
    </message>
    <message>
        <source>%1 was searched whole: %2.</source>
        <translation>%1 wurde ganz durchsucht: %2.</translation>
    </message>
    <message>
        <source>Search: %1</source>
        <translation>Durchsuchen: %1</translation>
    </message>
    <message>
        <source>Search without the pattern</source>
        <translation>Ohne das Muster suchen</translation>
    </message>
    <message>
        <source>The query found no rows</source>
        <translation>Die Abfrage fand keine Zeilen</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>Write a query and run it</source>
        <translation>Eine Abfrage schreiben und ausführen</translation>
    </message>
    <message>
        <source>Logs Insights is paid for by the bytes a query scans, which stand below then.</source>
        <translation>Logs Insights wird nach den Bytes bezahlt, die eine Abfrage durchsucht; sie stehen dann unten.</translation>
    </message>
    <message>
        <source>The %1 rows above are kept.</source>
        <translation>Die %1 Zeilen darüber bleiben.</translation>
    </message>
    <message>
        <source>%1 could not be read</source>
        <translation>%1 ließ sich nicht lesen</translation>
    </message>
    <message>
        <source>%1 may not call logs:%2 on this group, or a policy denies it.</source>
        <translation>%1 darf logs:%2 für diese Gruppe nicht aufrufen, oder eine Richtlinie verbietet es.</translation>
    </message>
</context>
<context>
    <name>inia::ui::MainWindow</name>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>No session is open</source>
        <translation>Keine Sitzung ist offen</translation>
    </message>
    <message>
        <source>There is no other tab</source>
        <translation>Es gibt keinen anderen Tab</translation>
    </message>
    <message>
        <source>Copy as</source>
        <translation>Kopieren als</translation>
    </message>
    <message>
        <source>Edit and send again</source>
        <translation>Bearbeiten und erneut senden</translation>
    </message>
    <message>
        <source>Transfers</source>
        <translation>Übertragungen</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Open a session of the profile %1 in %2 first</source>
        <translation>Zuerst eine Sitzung des Profils %1 in %2 öffnen</translation>
    </message>
</context>
<context>
    <name>inia::ui::MapField</name>
    <message>
        <source>Add entry</source>
        <translation>Eintrag hinzufügen</translation>
    </message>
    <message>
        <source>Take the entry out</source>
        <translation>Eintrag herausnehmen</translation>
    </message>
    <message>
        <source>1 entry</source>
        <translation>1 Eintrag</translation>
    </message>
    <message>
        <source>%1 entries</source>
        <translation>%1 Einträge</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>A value lacks its key</source>
        <translation>Einem Wert fehlt sein Schlüssel</translation>
    </message>
    <message>
        <source>The key %1 is there twice</source>
        <translation>Den Schlüssel %1 gibt es zweimal</translation>
    </message>
</context>
<context>
    <name>inia::ui::MessageView</name>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
</context>
<context>
    <name>inia::ui::MetricsView</name>
    <message>
        <source>none</source>
        <translation>kein Wert</translation>
    </message>
    <message>
        <source>not over yet</source>
        <translation>noch nicht vorbei</translation>
    </message>
    <message>
        <source>No data in this range</source>
        <translation>Keine Daten in diesem Zeitraum</translation>
    </message>
    <message>
        <source>Range of time</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Ask again every minute</source>
        <translation>Jede Minute erneut fragen</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Metriken</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Lädt…</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>%1 a sample</source>
        <translation>%1 je Messwert</translation>
    </message>
    <message>
        <source>The metrics could not be read</source>
        <translation>Die Metriken ließen sich nicht lesen</translation>
    </message>
    <message>
        <source>%1 may not call cloudwatch:%2, or a policy denies it.</source>
        <translation>%1 darf cloudwatch:%2 nicht aufrufen, oder eine Richtlinie verbietet es.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Asked again every minute; stop that</source>
        <translation>Wird jede Minute erneut gefragt; das anhalten</translation>
    </message>
</context>
<context>
    <name>inia::ui::MfaDialog</name>
    <message>
        <source>Use code</source>
        <translation>Code verwenden</translation>
    </message>
    <message>
        <source>Code of your device</source>
        <translation>Code des MFA-Geräts</translation>
    </message>
    <message>
        <source>Enter the code for %1</source>
        <translation>Den Code für %1 eingeben</translation>
    </message>
    <message>
        <source>The role asks for the six digits that your device shows now.</source>
        <translation>Die Rolle fragt nach den sechs Ziffern, die das MFA-Gerät jetzt zeigt.</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Code of the device, six digits</source>
        <translation>Code des Geräts, sechs Ziffern</translation>
    </message>
    <message>
        <source>The code was not accepted. Each code serves once: wait until the device shows another.</source>
        <translation>Der Code wurde nicht angenommen. Jeder Code gilt nur einmal: warten, bis das Gerät einen anderen zeigt.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Another role asks for a code after this one.</source>
        <translation>Eine weitere Rolle fragt danach nach einem Code.</translation>
    </message>
    <message>
        <source>%1 other roles ask for a code after this one.</source>
        <translation>%1 weitere Rollen fragen danach nach einem Code.</translation>
    </message>
</context>
<context>
    <name>inia::ui::MfaPrompt</name>
    <message>
        <source>No code of the device %1 was entered, which the role of profile &quot;%2&quot; needs.</source>
        <translation>Es wurde kein Code des Geräts %1 eingegeben, den die Rolle des Profils &quot;%2&quot; braucht.</translation>
    </message>
</context>
<context>
    <name>inia::ui::NavigationBar</name>
    <message>
        <source>Copy the address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>No session is open</source>
        <translation>Keine Sitzung ist offen</translation>
    </message>
    <message>
        <source>There is no place to go back to</source>
        <translation>Es gibt keinen Ort, zu dem es zurückgeht</translation>
    </message>
    <message>
        <source>There is no place to go forward to</source>
        <translation>Es gibt keinen Ort, zu dem es vorwärts geht</translation>
    </message>
    <message>
        <source>Nothing is above this place</source>
        <translation>Über diesem Ort ist nichts</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(leer)</translation>
    </message>
</context>
<context>
    <name>inia::ui::NoticeStrip</name>
    <message>
        <source>Put these notes away</source>
        <translation>Diese Hinweise ausblenden</translation>
    </message>
    <message>
        <source>Notes on this session</source>
        <translation>Hinweise zu dieser Sitzung</translation>
    </message>
</context>
<context>
    <name>inia::ui::ObjectDrag</name>
    <message>
        <source>Folders cannot be dragged out: use Download</source>
        <translation>Ordner lassen sich nicht herausziehen: Stattdessen herunterladen</translation>
    </message>
    <message>
        <source>More than %1 or %2 objects cannot be dragged out: use Download</source>
        <translation>Mehr als %1 oder %2 Objekte lassen sich nicht herausziehen: Stattdessen herunterladen</translation>
    </message>
    <message>
        <source>%1 cannot be written: use Download</source>
        <translation>%1 ist nicht schreibbar: Stattdessen herunterladen</translation>
    </message>
</context>
<context>
    <name>inia::ui::ObjectEditor</name>
    <message>
        <source>Keep the ACL, which else becomes private (two more requests)</source>
        <translation>ACL behalten, die sonst privat wird (zwei weitere Anfragen)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Text of the object</source>
        <translation>Text des Objekts</translation>
    </message>
    <message>
        <source>Find, or :line</source>
        <translation>Suchen oder :Zeile</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Lädt…</translation>
    </message>
    <message>
        <source>It cannot be edited as a text</source>
        <translation>Es lässt sich nicht als Text bearbeiten</translation>
    </message>
    <message>
        <source>It has characters that an editor cannot keep, and can only be read here.</source>
        <translation>Es hat Zeichen, die ein Editor nicht bewahren kann, und lässt sich hier nur lesen.</translation>
    </message>
    <message>
        <source>Write all with LF</source>
        <translation>Alles mit LF schreiben</translation>
    </message>
    <message>
        <source>Write all with CRLF</source>
        <translation>Alles mit CRLF schreiben</translation>
    </message>
    <message>
        <source>Read it as windows-1252</source>
        <translation>Als windows-1252 lesen</translation>
    </message>
    <message>
        <source>Read it as ISO-8859-1</source>
        <translation>Als ISO-8859-1 lesen</translation>
    </message>
    <message>
        <source>Save (%1)</source>
        <translation>Speichern (%1)</translation>
    </message>
    <message>
        <source>with a mark</source>
        <translation>mit BOM</translation>
    </message>
    <message>
        <source>packed again in gzip when it is saved</source>
        <translation>wird beim Speichern wieder mit gzip gepackt</translation>
    </message>
    <message>
        <source>last writer wins here</source>
        <translation>hier gewinnt, wer zuletzt schreibt</translation>
    </message>
    <message>
        <source>It is not there</source>
        <translation>Es kommt nicht vor</translation>
    </message>
    <message>
        <source>Nothing has changed</source>
        <translation>Nichts hat sich geändert</translation>
    </message>
    <message>
        <source>Save %1?</source>
        <translation>%1 speichern?</translation>
    </message>
    <message>
        <source>The content it has now stays as an older version.</source>
        <translation>Der jetzige Inhalt bleibt als ältere Version.</translation>
    </message>
    <message>
        <source>The content it has now is lost, unless this bucket keeps versions.</source>
        <translation>Der jetzige Inhalt geht verloren, außer wenn dieser Bucket Versionen behält.</translation>
    </message>
    <message>
        <source>This server passes over conditions: it is looked at directly before, and the last writer wins.</source>
        <translation>Dieser Server übergeht Bedingungen: Direkt davor wird nachgesehen, und wer zuletzt schreibt, gewinnt.</translation>
    </message>
    <message>
        <source>Will call s3.PutObject once</source>
        <translation>Ruft s3.PutObject einmal auf</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Speichert…</translation>
    </message>
    <message>
        <source>It was not saved: %1</source>
        <translation>Es wurde nicht gespeichert: %1</translation>
    </message>
    <message>
        <source>Saved, but with the usual ACL: %1</source>
        <translation>Gespeichert, aber mit der üblichen ACL: %1</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>It has been changed meanwhile</source>
        <translation>Es wurde inzwischen geändert</translation>
    </message>
    <message>
        <source>It was not saved, since it has been changed meanwhile: %1</source>
        <translation>Es wurde nicht gespeichert, weil es inzwischen geändert wurde: %1</translation>
    </message>
    <message>
        <source>What is there now is no text</source>
        <translation>Was jetzt da ist, ist kein Text</translation>
    </message>
    <message>
        <source>Somebody else has changed %1</source>
        <translation>Jemand anderes hat %1 geändert</translation>
    </message>
    <message>
        <source>Somebody else has deleted %1</source>
        <translation>Jemand anderes hat %1 gelöscht</translation>
    </message>
    <message>
        <source>Nothing was saved. What you have typed is kept until you decide.</source>
        <translation>Nichts wurde gespeichert. Das Eingegebene bleibt bis zur Entscheidung erhalten.</translation>
    </message>
    <message>
        <source> (mine)</source>
        <translation> (eigenes)</translation>
    </message>
    <message>
        <source>Save under this key</source>
        <translation>Unter diesem Schlüssel speichern</translation>
    </message>
    <message>
        <source>Overwrite theirs</source>
        <translation>Fremdes überschreiben</translation>
    </message>
    <message>
        <source>Save it anew</source>
        <translation>Neu speichern</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Fremdes übernehmen</translation>
    </message>
    <message>
        <source>Merge lines</source>
        <translation>Zeilen zusammenführen</translation>
    </message>
    <message>
        <source>Both have changed the same lines</source>
        <translation>Beide haben dieselben Zeilen geändert</translation>
    </message>
    <message>
        <source>Both changes are in the text. It is not saved yet.</source>
        <translation>Beide Änderungen stehen im Text. Er ist noch nicht gespeichert.</translation>
    </message>
    <message>
        <source>What you have typed cannot be kept on the disk</source>
        <translation>Das Eingegebene lässt sich nicht auf der Festplatte aufbewahren</translation>
    </message>
    <message>
        <source>There is a draft of %1 that was never saved; the object has been changed since.</source>
        <translation>Es gibt einen nie gespeicherten Entwurf von %1; das Objekt wurde seitdem geändert.</translation>
    </message>
    <message>
        <source>There is a draft of %1 that was never saved.</source>
        <translation>Es gibt einen nie gespeicherten Entwurf von %1.</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>Damit weitermachen</translation>
    </message>
    <message>
        <source>Throw it away</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Close %1 without saving?</source>
        <translation>%1 ohne Speichern schließen?</translation>
    </message>
    <message>
        <source>What you have typed is lost.</source>
        <translation>Das Eingegebene geht verloren.</translation>
    </message>
    <message>
        <source>Nothing is sent</source>
        <translation>Nichts wird gesendet</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>inia::ui::ObjectTableModel</name>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Storage class</source>
        <translation>Speicherklasse</translation>
    </message>
    <message>
        <source>Delete marker, %1</source>
        <translation>Löschmarkierung, %1</translation>
    </message>
    <message>
        <source>Deleted, %1</source>
        <translation>Gelöscht, %1</translation>
    </message>
    <message>
        <source>Current, %1</source>
        <translation>Aktuell, %1</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
</context>
<context>
    <name>inia::ui::ObjectTabs</name>
    <message>
        <source>Summary</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>Eigenschaften</translation>
    </message>
</context>
<context>
    <name>inia::ui::ObjectTransfers</name>
    <message>
        <source>Upload</source>
        <translation>Hochladen</translation>
    </message>
    <message>
        <source>Download the selected objects</source>
        <translation>Ausgewählte Objekte herunterladen</translation>
    </message>
    <message>
        <source>Upload files…</source>
        <translation>Dateien hochladen…</translation>
    </message>
    <message>
        <source>Upload folder…</source>
        <translation>Ordner hochladen…</translation>
    </message>
    <message>
        <source> to %1</source>
        <translation> nach %1</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>Herunterladen…</translation>
    </message>
    <message>
        <source>Upload files%1…</source>
        <translation>Dateien%1 hochladen…</translation>
    </message>
    <message>
        <source>Upload folder%1…</source>
        <translation>Ordner%1 hochladen…</translation>
    </message>
    <message>
        <source>Copy S3 URI</source>
        <translation>S3-URI kopieren</translation>
    </message>
    <message>
        <source>Upload a folder with everything in it</source>
        <translation>Einen Ordner mit allem darin hochladen</translation>
    </message>
    <message>
        <source>Upload files</source>
        <translation>Dateien hochladen</translation>
    </message>
    <message>
        <source>Download into folder</source>
        <translation>In Ordner herunterladen</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Move to…</source>
        <translation>Verschieben nach…</translation>
    </message>
    <message>
        <source>Copy to…</source>
        <translation>Kopieren nach…</translation>
    </message>
    <message>
        <source>New folder…</source>
        <translation>Neuer Ordner…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Paste…</source>
        <translation>Einfügen…</translation>
    </message>
    <message>
        <source>Compare with…</source>
        <translation>Vergleichen mit…</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Select an object or folder to rename it</source>
        <translation>Zum Umbenennen ein Objekt oder einen Ordner auswählen</translation>
    </message>
    <message>
        <source>Several folders cannot be renamed together; select objects alone</source>
        <translation>Mehrere Ordner lassen sich nicht zusammen umbenennen; nur Objekte auswählen</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>Neuer Name</translation>
    </message>
    <message>
        <source>%1 will be moved where they are pasted</source>
        <translation>%1 werden dorthin verschoben, wo sie eingefügt werden</translation>
    </message>
    <message>
        <source>There are no objects on the clipboard</source>
        <translation>In der Zwischenablage sind keine Objekte</translation>
    </message>
    <message>
        <source>They are of the session %1: download them there and upload them here</source>
        <translation>Sie gehören zur Sitzung %1: dort herunterladen und hier hochladen</translation>
    </message>
    <message>
        <source>Copy to %1…</source>
        <translation>Nach %1 kopieren…</translation>
    </message>
    <message>
        <source>Move to %1…</source>
        <translation>Nach %1 verschieben…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>There is no job of this session that can be undone</source>
        <translation>Kein Auftrag dieser Sitzung lässt sich rückgängig machen</translation>
    </message>
    <message>
        <source>Select one object to edit it</source>
        <translation>Zum Bearbeiten ein Objekt auswählen</translation>
    </message>
</context>
<context>
    <name>inia::ui::ObjectsPage</name>
    <message>
        <source>Select rows first</source>
        <translation>Zuerst Zeilen auswählen</translation>
    </message>
    <message>
        <source>Select one object to preview it</source>
        <translation>Für eine Vorschau ein Objekt auswählen</translation>
    </message>
    <message>
        <source>Show versions</source>
        <translation>Versionen zeigen</translation>
    </message>
    <message>
        <source>Hide versions</source>
        <translation>Versionen verbergen</translation>
    </message>
</context>
<context>
    <name>inia::ui::ObjectsView</name>
    <message>
        <source>Objects</source>
        <translation>Objekte</translation>
    </message>
    <message>
        <source>Prefix · server</source>
        <translation>Präfix · Server</translation>
    </message>
    <message>
        <source>The server sends only keys that start with the text</source>
        <translation>Der Server sendet nur Objektschlüssel, die mit dem Text beginnen</translation>
    </message>
    <message>
        <source>Key starts with…</source>
        <translation>Schlüssel beginnt mit…</translation>
    </message>
    <message>
        <source>Name contains…</source>
        <translation>Name enthält…</translation>
    </message>
    <message>
        <source>starts with</source>
        <translation>beginnt mit</translation>
    </message>
    <message>
        <source>%1 selected, %2</source>
        <translation>%1 ausgewählt, %2</translation>
    </message>
</context>
<context>
    <name>inia::ui::OpenSessionDialog</name>
    <message>
        <source>Edit profile</source>
        <translation>Profil bearbeiten</translation>
    </message>
    <message>
        <source>Duplicate profile</source>
        <translation>Profil duplizieren</translation>
    </message>
    <message>
        <source>Delete profile</source>
        <translation>Profil löschen</translation>
    </message>
    <message>
        <source>Open in this tab</source>
        <translation>In diesem Tab öffnen</translation>
    </message>
    <message>
        <source>Open in new tab</source>
        <translation>In neuem Tab öffnen</translation>
    </message>
    <message>
        <source>Open session</source>
        <translation>Sitzung öffnen</translation>
    </message>
    <message>
        <source>Search name, account, role or region</source>
        <translation>Name, Konto, Rolle oder Region suchen</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>Profile</translation>
    </message>
    <message>
        <source>New profile</source>
        <translation>Neues Profil</translation>
    </message>
    <message>
        <source>Read the files again</source>
        <translation>Dateien neu lesen</translation>
    </message>
    <message>
        <source>The profiles could not be read</source>
        <translation>Die Profile ließen sich nicht lesen</translation>
    </message>
    <message>
        <source>No profile yet</source>
        <translation>Noch kein Profil</translation>
    </message>
    <message>
        <source>A profile says where to sign in or which keys to use: AWS, MinIO, R2, B2, Wasabi, Ceph, Google Cloud Storage, LocalStack or moto. Without one, keys come from the environment, the container or the machine.</source>
        <translation>Ein Profil sagt, wo die Anmeldung geschieht oder welche Zugangsdaten gelten: AWS, MinIO, R2, B2, Wasabi, Ceph, Google Cloud Storage, LocalStack oder moto. Ohne Profil kommen sie aus der Umgebung, dem Container oder der Maschine.</translation>
    </message>
    <message>
        <source>Open without a profile</source>
        <translation>Ohne Profil öffnen</translation>
    </message>
    <message>
        <source>Read from %1; names and keys stay there.</source>
        <translation>Aus %1 gelesen; Namen und Zugangsdaten bleiben dort.</translation>
    </message>
    <message>
        <source>Delete the profile %1?</source>
        <translation>Das Profil %1 löschen?</translation>
    </message>
    <message>
        <source>Its settings go from the config and the credentials file, and its keys from the keychain of the desktop, for all AWS tools. This cannot be undone; nothing in the account changes.</source>
        <translation>Seine Einstellungen verschwinden aus der Konfigurations- und der Zugangsdatendatei, seine Zugangsdaten aus dem Schlüsselbund des Desktops, für alle AWS-Werkzeuge. Das lässt sich nicht rückgängig machen; im Konto ändert sich nichts.</translation>
    </message>
    <message>
        <source>Its settings and keys go from the config and the credentials file, for all AWS tools. This cannot be undone; nothing in the account changes.</source>
        <translation>Seine Einstellungen und Zugangsdaten verschwinden aus der Konfigurations- und der Zugangsdatendatei, für alle AWS-Werkzeuge. Das lässt sich nicht rückgängig machen; im Konto ändert sich nichts.</translation>
    </message>
    <message>
        <source>Its keys stay in the keychain: another profile uses them as well.</source>
        <translation>Seine Zugangsdaten bleiben im Schlüsselbund: Ein anderes Profil verwendet sie auch.</translation>
    </message>
    <message>
        <source>Its keys stay in the keychain, which cannot be reached from here.</source>
        <translation>Seine Zugangsdaten bleiben im Schlüsselbund, der von hier nicht erreichbar ist.</translation>
    </message>
    <message>
        <source>Delete the profile %1 without its keys?</source>
        <translation>Das Profil %1 ohne seine Zugangsdaten löschen?</translation>
    </message>
    <message>
        <source>%1 The keys would stay there.</source>
        <translation>%1 Die Zugangsdaten blieben dort.</translation>
    </message>
</context>
<context>
    <name>inia::ui::OperationList</name>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Find an operation</source>
        <translation>Operation finden</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>Operationen</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Destructive</source>
        <translation>Zerstörend</translation>
    </message>
    <message>
        <source>%1 operations</source>
        <translation>%1 Operationen</translation>
    </message>
    <message>
        <source>%1 of %2 operations</source>
        <translation>%1 von %2 Operationen</translation>
    </message>
</context>
<context>
    <name>inia::ui::OperationRun</name>
    <message>
        <source>The parameters of %1 are in the body, which a URL cannot hold</source>
        <translation>Die Parameter von %1 stehen im Inhalt, den eine URL nicht fassen kann</translation>
    </message>
    <message>
        <source>It takes a stream, which a URL cannot hold</source>
        <translation>Sie nimmt einen Datenstrom, den eine URL nicht fassen kann</translation>
    </message>
</context>
<context>
    <name>inia::ui::OperationsPage</name>
    <message>
        <source>Metrics</source>
        <translation>Metriken</translation>
    </message>
    <message>
        <source>Who changed this?</source>
        <translation>Wer hat das geändert?</translation>
    </message>
</context>
<context>
    <name>inia::ui::OperationsView</name>
    <message>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>Im Gange</translation>
    </message>
    <message>
        <source>%1 could not be read</source>
        <translation>%1 ließ sich nicht lesen</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Lädt…</translation>
    </message>
    <message>
        <source>%1 may not call %2 here, or a policy denies it.</source>
        <translation>%1 darf %2 hier nicht aufrufen, oder eine Richtlinie verbietet es.</translation>
    </message>
    <message>
        <source>As of %1</source>
        <translation>Stand: %1</translation>
    </message>
    <message>
        <source>Show event</source>
        <translation>Ereignis zeigen</translation>
    </message>
    <message>
        <source>Open resource</source>
        <translation>Ressource öffnen</translation>
    </message>
    <message>
        <source>Show request</source>
        <translation>Anfrage zeigen</translation>
    </message>
</context>
<context>
    <name>inia::ui::PairsModel</name>
    <message>
        <source>Under way</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>Nicht begonnen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Same size, other times: may differ</source>
        <translation>Gleiche Größe, andere Zeiten: vielleicht verschieden</translation>
    </message>
    <message>
        <source>The same</source>
        <translation>Gleich</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Only in the target</source>
        <translation>Nur im Ziel</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Not known: the other side was not read so far</source>
        <translation>Nicht bekannt: Die andere Seite wurde nicht so weit gelesen</translation>
    </message>
    <message>
        <source>Both have changed</source>
        <translation>Beide haben sich geändert</translation>
    </message>
    <message>
        <source>Gone from the source, changed in the target</source>
        <translation>In der Quelle entfernt, im Ziel geändert</translation>
    </message>
    <message>
        <source>Other size</source>
        <translation>Andere Größe</translation>
    </message>
    <message>
        <source>Newer in the source</source>
        <translation>In der Quelle neuer</translation>
    </message>
    <message>
        <source>Source has changed</source>
        <translation>Quelle hat sich geändert</translation>
    </message>
    <message>
        <source>Target has changed</source>
        <translation>Ziel hat sich geändert</translation>
    </message>
    <message>
        <source>Other content</source>
        <translation>Anderer Inhalt</translation>
    </message>
    <message>
        <source>Nothing proves that it is the same</source>
        <translation>Nichts belegt, dass es gleich ist</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>What is done</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Source changed</source>
        <translation>Quelle geändert</translation>
    </message>
    <message>
        <source>Target changed</source>
        <translation>Ziel geändert</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Grund</translation>
    </message>
</context>
<context>
    <name>inia::ui::PathBar</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>s3://bucket/prefix</source>
        <translation>s3://bucket/prefix</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
</context>
<context>
    <name>inia::ui::PathCrumbs</name>
    <message>
        <source>Show the whole path</source>
        <translation>Ganzen Pfad zeigen</translation>
    </message>
</context>
<context>
    <name>inia::ui::PictureDecoding</name>
    <message>
        <source>It cannot be decoded.</source>
        <translation>Es lässt sich nicht dekodieren.</translation>
    </message>
    <message>
        <source>Decoding it takes too long.</source>
        <translation>Das Dekodieren dauert zu lange.</translation>
    </message>
    <message>
        <source>The program %1 is not there.</source>
        <translation>Das Programm %1 ist nicht da.</translation>
    </message>
    <message>
        <source>It cannot be decoded: the decoder gave up on it.</source>
        <translation>Es lässt sich nicht dekodieren: Der Decoder hat aufgegeben.</translation>
    </message>
    <message>
        <source>It is no SVG that can be drawn.</source>
        <translation>Es ist kein SVG, das sich zeichnen lässt.</translation>
    </message>
    <message>
        <source>It is no picture of a kind that can be decoded here.</source>
        <translation>Es ist kein Bild einer Art, die sich hier dekodieren lässt.</translation>
    </message>
    <message>
        <source>The picture is damaged.</source>
        <translation>Das Bild ist beschädigt.</translation>
    </message>
    <message>
        <source>It is larger than 32 MiB.</source>
        <translation>Es ist größer als 32 MiB.</translation>
    </message>
    <message>
        <source>It has %1 × %2 points, more than 100 million.</source>
        <translation>Es hat %1 × %2 Punkte, mehr als 100 Millionen.</translation>
    </message>
</context>
<context>
    <name>inia::ui::PlanDesk</name>
    <message>
        <source>1 version</source>
        <translation>1 Version</translation>
    </message>
    <message>
        <source>%1 versions</source>
        <translation>%1 Versionen</translation>
    </message>
    <message>
        <source>Will call s3.%1 once</source>
        <translation>Ruft s3.%1 einmal auf</translation>
    </message>
    <message>
        <source>Will call s3.%1 %2 times</source>
        <translation>Ruft s3.%1 %2-mal auf</translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <translation>Nichts wurde geändert</translation>
    </message>
    <message>
        <source>It stopped before its end</source>
        <translation>Vor dem Ende angehalten</translation>
    </message>
    <message>
        <source>%1 done</source>
        <translation>%1 fertig</translation>
    </message>
</context>
<context>
    <name>inia::ui::PlanDialog</name>
    <message>
        <source>Show requests</source>
        <translation>Anfragen zeigen</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Replace a text</source>
        <translation>Text ersetzen</translation>
    </message>
    <message>
        <source>Replace a pattern</source>
        <translation>Muster ersetzen</translation>
    </message>
    <message>
        <source>Change the beginning</source>
        <translation>Anfang ändern</translation>
    </message>
    <message>
        <source>Number them</source>
        <translation>Nummerieren</translation>
    </message>
    <message>
        <source>Lower case</source>
        <translation>Kleinbuchstaben</translation>
    </message>
    <message>
        <source>Upper case</source>
        <translation>Großbuchstaben</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>First number: 1</source>
        <translation>Erste Nummer: 1</translation>
    </message>
    <message>
        <source>What is there now</source>
        <translation>Was jetzt da steht</translation>
    </message>
    <message>
        <source>New name, such as photo-###</source>
        <translation>Neuer Name, etwa foto-###</translation>
    </message>
    <message>
        <source>What comes in its place; \1 is the first group</source>
        <translation>Was an seine Stelle kommt; \1 ist die erste Gruppe</translation>
    </message>
    <message>
        <source>What comes in its place</source>
        <translation>Was an seine Stelle kommt</translation>
    </message>
    <message>
        <source>The first number is none</source>
        <translation>Die erste Nummer ist keine Zahl</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>Beide behalten</translation>
    </message>
    <message>
        <source>Only if newer</source>
        <translation>Nur wenn neuer</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>Überschreiben</translation>
    </message>
    <message>
        <source>What is there already</source>
        <translation>Was schon da ist</translation>
    </message>
    <message>
        <source>The new one gets a number: name (1).txt</source>
        <translation>Das neue bekommt eine Nummer: name (1).txt</translation>
    </message>
    <message>
        <source>What would be done</source>
        <translation>Was geschehen würde</translation>
    </message>
    <message>
        <source>%1 left out</source>
        <translation>%1 weggelassen</translation>
    </message>
    <message>
        <source>%1 replaced</source>
        <translation>%1 ersetzt</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Will call nothing</source>
        <translation>Ruft nichts auf</translation>
    </message>
    <message>
        <source>Will call %1</source>
        <translation>Ruft %1 auf</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>The new names are still worked out</source>
        <translation>Die neuen Namen werden noch ermittelt</translation>
    </message>
    <message>
        <source>Nothing is chosen</source>
        <translation>Nichts ist gewählt</translation>
    </message>
    <message>
        <source>Hide requests</source>
        <translation>Anfragen verbergen</translation>
    </message>
</context>
<context>
    <name>inia::ui::PlanModel</name>
    <message>
        <source>In parts: new ETag and checksum</source>
        <translation>In Teilen: neuer ETag und neue Prüfsumme</translation>
    </message>
    <message>
        <source>Stands for a folder</source>
        <translation>Steht für einen Ordner</translation>
    </message>
    <message>
        <source>Name is taken</source>
        <translation>Name ist vergeben</translation>
    </message>
    <message>
        <source>No name that can be</source>
        <translation>Kein möglicher Name</translation>
    </message>
    <message>
        <source>Archived: has to be restored first</source>
        <translation>Archiviert: muss zuerst wiederhergestellt werden</translation>
    </message>
    <message>
        <source>Another one gets that name</source>
        <translation>Ein anderes bekommt diesen Namen</translation>
    </message>
    <message>
        <source>Would change names with another one</source>
        <translation>Würde den Namen mit einem anderen tauschen</translation>
    </message>
    <message>
        <source>Is called so</source>
        <translation>Heißt schon so</translation>
    </message>
    <message>
        <source>After the one of that name has gone</source>
        <translation>Sobald das bisherige dieses Namens weg ist</translation>
    </message>
    <message>
        <source>Name is taken: left out</source>
        <translation>Name ist vergeben: weggelassen</translation>
    </message>
    <message>
        <source>Replaces what is there</source>
        <translation>Ersetzt, was da ist</translation>
    </message>
    <message>
        <source>Name is taken: gets a number</source>
        <translation>Name ist vergeben: bekommt eine Nummer</translation>
    </message>
    <message>
        <source>Newer: replaces what is there</source>
        <translation>Neuer: ersetzt, was da ist</translation>
    </message>
    <message>
        <source>What is there is newer</source>
        <translation>Was da ist, ist neuer</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
</context>
<context>
    <name>inia::ui::PreviewHead</name>
    <message>
        <source>Tree</source>
        <translation>Baum</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Beginning</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Kopfzeile</translation>
    </message>
    <message>
        <source>No header</source>
        <translation>Ohne Kopfzeile</translation>
    </message>
    <message>
        <source>Shown as</source>
        <translation>Gezeigt als</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>Komma</translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation>Semikolon</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <source>Bar</source>
        <translation>Strich</translation>
    </message>
    <message>
        <source>Cells are divided by</source>
        <translation>Trennzeichen der Zellen</translation>
    </message>
    <message>
        <source>Find in what is loaded</source>
        <translation>Im Geladenen suchen</translation>
    </message>
</context>
<context>
    <name>inia::ui::PreviewView</name>
    <message>
        <source>Reading this object is charged for</source>
        <translation>Dieses Objekt zu lesen kostet</translation>
    </message>
    <message>
        <source>Storage class %1 has a fee for each byte that is read. A preview begins with the first 256 KB.</source>
        <translation>Bei der Speicherklasse %1 kostet jedes gelesene Byte. Eine Vorschau beginnt mit den ersten 256 KB.</translation>
    </message>
    <message>
        <source>Not loaded</source>
        <translation>Nicht geladen</translation>
    </message>
    <message>
        <source>A preview begins with the first 256 KB of the object.</source>
        <translation>Eine Vorschau beginnt mit den ersten 256 KB des Objekts.</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>1 entry</source>
        <translation>1 Eintrag</translation>
    </message>
    <message>
        <source>%1 entries</source>
        <translation>%1 Einträge</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>1 row group</source>
        <translation>1 Zeilengruppe</translation>
    </message>
    <message>
        <source>%1 row groups</source>
        <translation>%1 Zeilengruppen</translation>
    </message>
    <message>
        <source>%1 bits</source>
        <translation>%1 Bit</translation>
    </message>
    <message>
        <source>first of %1 frames</source>
        <translation>erstes von %1 Einzelbildern</translation>
    </message>
    <message>
        <source>This object is empty</source>
        <translation>Dieses Objekt ist leer</translation>
    </message>
    <message>
        <source>Too large to be shown</source>
        <translation>Zu groß zum Zeigen</translation>
    </message>
    <message>
        <source>It has no bytes.</source>
        <translation>Es hat keine Bytes.</translation>
    </message>
    <message>
        <source>Loading was stopped</source>
        <translation>Das Laden wurde angehalten</translation>
    </message>
    <message>
        <source>Nothing more is asked for.</source>
        <translation>Es wird nichts weiter angefragt.</translation>
    </message>
    <message>
        <source>Load it</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Lädt…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Not in what is loaded</source>
        <translation>Nicht im Geladenen</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
</context>
<context>
    <name>inia::ui::ProductionFrame</name>
    <message>
        <source>Production session</source>
        <translation>Produktionssitzung</translation>
    </message>
</context>
<context>
    <name>inia::ui::ProfileDelegate</name>
    <message>
        <source>PROD</source>
        <translation>PROD</translation>
    </message>
</context>
<context>
    <name>inia::ui::ProfileDialog</name>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Save profile</source>
        <translation>Profil speichern</translation>
    </message>
    <message>
        <source>Create profile</source>
        <translation>Profil anlegen</translation>
    </message>
    <message>
        <source>Edit profile</source>
        <translation>Profil bearbeiten</translation>
    </message>
    <message>
        <source>New profile</source>
        <translation>Neues Profil</translation>
    </message>
    <message>
        <source>Written to ~/.aws for all AWS tools. The credentials file can be read by you alone. Folder, colour, notes and care are Inia&apos;s.</source>
        <translation>Wird für alle AWS-Werkzeuge nach ~/.aws geschrieben. Die Zugangsdatendatei ist nur für das eigene Benutzerkonto lesbar. Ordner, Farbe, Notizen und Schutz gehören Inia.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Tries the profile as it stands here, without writing it</source>
        <translation>Probiert das Profil, wie es hier steht, ohne es zu schreiben</translation>
    </message>
    <message>
        <source>The profile is no longer there.</source>
        <translation>Das Profil ist nicht mehr da.</translation>
    </message>
    <message>
        <source>%1 is needed.</source>
        <translation>%1 fehlt.</translation>
    </message>
    <message>
        <source>There is no keychain here.</source>
        <translation>Hier gibt es keinen Schlüsselbund.</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>Erneut testen</translation>
    </message>
    <message>
        <source>Cancel test</source>
        <translation>Test abbrechen</translation>
    </message>
</context>
<context>
    <name>inia::ui::ProfileForm</name>
    <message>
        <source>Keys are kept in</source>
        <translation>Zugangsdaten liegen in</translation>
    </message>
    <message>
        <source>Ordinary</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>Schreibgeschützt</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>Produktion</translation>
    </message>
    <message>
        <source>Kind of profile</source>
        <translation>Art des Profils</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Sessions begin locked: nothing is changed before the lock is opened.</source>
        <translation>Sitzungen beginnen gesperrt: Nichts wird geändert, bevor das Schloss geöffnet ist.</translation>
    </message>
    <message>
        <source>A red frame, sessions that begin locked, and a name to type before something is destroyed.</source>
        <translation>Ein roter Rahmen, Sitzungen, die gesperrt beginnen, und ein Name, der einzugeben ist, bevor etwas zerstört wird.</translation>
    </message>
    <message>
        <source>Sessions are</source>
        <translation>Sitzungen sind</translation>
    </message>
    <message>
        <source>Credentials file</source>
        <translation>Zugangsdatendatei</translation>
    </message>
    <message>
        <source>Keychain</source>
        <translation>Schlüsselbund</translation>
    </message>
    <message>
        <source>The keys are in the keychain of the desktop, and AWS tools get them by credential_process</source>
        <translation>Die Zugangsdaten liegen im Schlüsselbund des Desktops, AWS-Werkzeuge bekommen sie über credential_process</translation>
    </message>
    <message>
        <source>In the keychain</source>
        <translation>Im Schlüsselbund</translation>
    </message>
    <message>
        <source>Stays as it is</source>
        <translation>Bleibt, wie es ist</translation>
    </message>
</context>
<context>
    <name>inia::ui::ProfileTableModel</name>
    <message>
        <source>Access key</source>
        <translation>Zugangsschlüssel</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Role, by %1</source>
        <translation>Rolle, durch %1</translation>
    </message>
    <message>
        <source>Web identity</source>
        <translation>Web-Identität</translation>
    </message>
    <message>
        <source>Identity Center</source>
        <translation>Identity Center</translation>
    </message>
    <message>
        <source>Browser sign-in</source>
        <translation>Browser-Anmeldung</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Prozess</translation>
    </message>
    <message>
        <source>Keychain</source>
        <translation>Schlüsselbund</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Error, line %1</source>
        <translation>Fehler, Zeile %1</translation>
    </message>
    <message>
        <source>Code needed</source>
        <translation>Code nötig</translation>
    </message>
    <message>
        <source>Ended %1 ago</source>
        <translation>Vor %1 abgelaufen</translation>
    </message>
    <message>
        <source>Sign in needed</source>
        <translation>Anmeldung nötig</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>Not in a folder</source>
        <translation>In keinem Ordner</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>Zugangsdaten</translation>
    </message>
</context>
<context>
    <name>inia::ui::PropertiesPane</name>
    <message>
        <source>Not offered by this server</source>
        <translation>Von diesem Server nicht angeboten</translation>
    </message>
    <message>
        <source>%1 is denied</source>
        <translation>%1 ist verweigert</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicherung</translation>
    </message>
    <message>
        <source>Change class…</source>
        <translation>Klasse ändern…</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Wiederherstellen…</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Edit tags…</source>
        <translation>Tags bearbeiten…</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>Metadaten</translation>
    </message>
    <message>
        <source>Edit metadata…</source>
        <translation>Metadaten bearbeiten…</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>Change access…</source>
        <translation>Zugriff ändern…</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperre</translation>
    </message>
    <message>
        <source>Retention…</source>
        <translation>Aufbewahrung…</translation>
    </message>
    <message>
        <source>Legal hold…</source>
        <translation>Legal Hold…</translation>
    </message>
    <message>
        <source>Annotations</source>
        <translation>Annotationen</translation>
    </message>
    <message>
        <source>Properties of %1</source>
        <translation>Eigenschaften von %1</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiv</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellung</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Restored until</source>
        <translation>Wiederhergestellt bis</translation>
    </message>
    <message>
        <source>Archived; it cannot be read</source>
        <translation>Archiviert; nicht lesbar</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>KMS key</source>
        <translation>KMS-Schlüssel</translation>
    </message>
    <message>
        <source>Replication</source>
        <translation>Replikation</translation>
    </message>
    <message>
        <source>%1 more that no header can hold</source>
        <translation>%1 weitere, die kein Header fassen kann</translation>
    </message>
    <message>
        <source>Not set</source>
        <translation>Nicht gesetzt</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Legal hold</source>
        <translation>Legal Hold</translation>
    </message>
    <message>
        <source>Not locked, or not to be seen by this session</source>
        <translation>Nicht gesperrt oder für diese Sitzung nicht zu sehen</translation>
    </message>
    <message>
        <source>ACLs are off for this bucket</source>
        <translation>ACLs sind für diesen Bucket aus</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Eigentümer</translation>
    </message>
</context>
<context>
    <name>inia::ui::PropertyDesk</name>
    <message>
        <source>Tags of %1</source>
        <translation>Tags für %1</translation>
    </message>
    <message>
        <source>Metadata of %1</source>
        <translation>Metadaten für %1</translation>
    </message>
    <message>
        <source>Storage class of %1</source>
        <translation>Speicherklasse für %1</translation>
    </message>
    <message>
        <source>Restore %1</source>
        <translation>%1 wiederherstellen</translation>
    </message>
    <message>
        <source>Access to %1</source>
        <translation>Zugriff auf %1</translation>
    </message>
    <message>
        <source>Lock of %1</source>
        <translation>Sperre für %1</translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <translation>Nichts wurde geändert</translation>
    </message>
    <message>
        <source>Up to ten, by which rules and bills tell objects apart. No version is made.</source>
        <translation>Bis zu zehn, nach denen Regeln und Rechnungen Objekte unterscheiden. Es entsteht keine Version.</translation>
    </message>
    <message>
        <source>, then s3.PutObjectTagging where something changes</source>
        <translation>, dann s3.PutObjectTagging, wo sich etwas ändert</translation>
    </message>
    <message>
        <source>Set the tags</source>
        <translation>Tags setzen</translation>
    </message>
    <message>
        <source>Set tags of %1</source>
        <translation>Tags für %1 setzen</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Tags to set; all others stay</source>
        <translation>Zu setzende Tags; alle anderen bleiben</translation>
    </message>
    <message>
        <source>Keys to remove</source>
        <translation>Zu entfernende Schlüssel</translation>
    </message>
    <message>
        <source>Separated by commas</source>
        <translation>Durch Kommas getrennt</translation>
    </message>
    <message>
        <source>S3 copies each object onto itself with all else that it has: it is modified now, a bucket with versions gets another one, and what waits for new objects (functions, replication) sees one.</source>
        <translation>S3 kopiert jedes Objekt auf sich selbst, mit allem, was es sonst hat: Es gilt als jetzt geändert, ein Bucket mit Versionen bekommt eine weitere, und was auf neue Objekte wartet (Funktionen, Replikation), sieht eines.</translation>
    </message>
    <message>
        <source>, then s3.CopyObject each</source>
        <translation>, dann je Objekt s3.CopyObject</translation>
    </message>
    <message>
        <source>Set the metadata</source>
        <translation>Metadaten setzen</translation>
    </message>
    <message>
        <source>Set metadata of %1</source>
        <translation>Metadaten für %1 setzen</translation>
    </message>
    <message>
        <source>Stays as it is</source>
        <translation>Bleibt, wie es ist</translation>
    </message>
    <message>
        <source>Keep ACLs, by two more requests each</source>
        <translation>ACLs behalten, mit je zwei weiteren Anfragen</translation>
    </message>
    <message>
        <source>Own metadata (x-amz-meta-…)</source>
        <translation>Eigene Metadaten (x-amz-meta-…)</translation>
    </message>
    <message>
        <source>Own metadata to set; all other stays</source>
        <translation>Zu setzende eigene Metadaten; alle anderen bleiben</translation>
    </message>
    <message>
        <source>S3 copies each object onto itself. Where versions are kept, the old one stays and is paid for. Redirections and ACLs are not kept.</source>
        <translation>S3 kopiert jedes Objekt auf sich selbst. Wo Versionen behalten werden, bleibt die alte und kostet weiter. Weiterleitungen und ACLs bleiben nicht erhalten.</translation>
    </message>
    <message>
        <source>Change the class</source>
        <translation>Klasse ändern</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Paid for at least %1 days.</source>
        <translation>Kostet für mindestens %1 Tage.</translation>
    </message>
    <message>
        <source>Billed as 128 KB at least.</source>
        <translation>Als mindestens 128 KB berechnet.</translation>
    </message>
    <message>
        <source>Archived: it has to be restored before it can be read.</source>
        <translation>Archiviert: muss wiederhergestellt werden, bevor es lesbar ist.</translation>
    </message>
    <message>
        <source>Each byte that is read is charged for.</source>
        <translation>Jedes gelesene Byte kostet.</translation>
    </message>
    <message>
        <source>For so many, a lifecycle rule of the bucket does it without these requests.</source>
        <translation>Bei so vielen macht es eine Lebenszyklusregel des Buckets ohne diese Anfragen.</translation>
    </message>
    <message>
        <source>That is the class now</source>
        <translation>Das ist schon die Klasse</translation>
    </message>
    <message>
        <source>Nothing to restore</source>
        <translation>Nichts wiederherzustellen</translation>
    </message>
    <message>
        <source>None of them is archived.</source>
        <translation>Keines davon ist archiviert.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>A copy that can be read, for some days; the class stays. For good: restore, then change the class. It cannot be called off.</source>
        <translation>Eine lesbare Kopie, für einige Tage; die Klasse bleibt. Dauerhaft: wiederherstellen, dann die Klasse ändern. Es lässt sich nicht widerrufen.</translation>
    </message>
    <message>
        <source>How fast</source>
        <translation>Wie schnell</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>At least one day</source>
        <translation>Mindestens ein Tag</translation>
    </message>
    <message>
        <source>ACLs are off for this bucket</source>
        <translation>ACLs sind für diesen Bucket aus</translation>
    </message>
    <message>
        <source>Its owner owns all objects in it (BucketOwnerEnforced). Who may read them is for the bucket&apos;s policy to say.</source>
        <translation>Seinem Eigentümer gehören alle Objekte darin (BucketOwnerEnforced). Wer sie lesen darf, bestimmt die Richtlinie des Buckets.</translation>
    </message>
    <message>
        <source>Takes the place of the ACL that is there. It cannot be undone.</source>
        <translation>Tritt an die Stelle der vorhandenen ACL. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Set the ACL</source>
        <translation>ACL setzen</translation>
    </message>
    <message>
        <source>ACL</source>
        <translation>ACL</translation>
    </message>
    <message>
        <source>Everybody on the internet can read it then, unless the bucket blocks public access.</source>
        <translation>Dann kann es jeder im Internet lesen, außer wenn der Bucket öffentlichen Zugriff blockiert.</translation>
    </message>
    <message>
        <source>While it is on, the version cannot be deleted by anybody.</source>
        <translation>Solange er an ist, kann niemand die Version löschen.</translation>
    </message>
    <message>
        <source>Set the legal hold</source>
        <translation>Legal Hold setzen</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Legal hold</source>
        <translation>Legal Hold</translation>
    </message>
    <message>
        <source>Until then the version cannot be deleted. It can always be made longer.</source>
        <translation>Bis dahin lässt sich die Version nicht löschen. Verlängern ist immer möglich.</translation>
    </message>
    <message>
        <source>Set the retention</source>
        <translation>Aufbewahrung setzen</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Year-month-day, UTC</source>
        <translation>Jahr-Monat-Tag, UTC</translation>
    </message>
    <message>
        <source>Shorten it, past governance mode</source>
        <translation>Verkürzen, am Governance-Modus vorbei</translation>
    </message>
    <message>
        <source>For compliance, type</source>
        <translation>Für Compliance eingeben</translation>
    </message>
    <message>
        <source>Nobody can shorten or remove it, AWS and the root user among them.</source>
        <translation>Niemand kann sie verkürzen oder entfernen, auch AWS und der Root-Benutzer nicht.</translation>
    </message>
    <message>
        <source>A day in the future, such as 2030-12-31</source>
        <translation>Ein Tag in der Zukunft, etwa 2030-12-31</translation>
    </message>
    <message>
        <source>Type %1</source>
        <translation>%1 eingeben</translation>
    </message>
    <message>
        <source>Copy link…</source>
        <translation>Link kopieren…</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>Tags…</translation>
    </message>
    <message>
        <source>Metadata…</source>
        <translation>Metadaten…</translation>
    </message>
    <message>
        <source>Storage class…</source>
        <translation>Speicherklasse…</translation>
    </message>
    <message>
        <source>Restore from archive…</source>
        <translation>Aus dem Archiv wiederherstellen…</translation>
    </message>
    <message>
        <source>Access…</source>
        <translation>Zugriff…</translation>
    </message>
    <message>
        <source>Legal hold…</source>
        <translation>Legal Hold…</translation>
    </message>
    <message>
        <source>Retention…</source>
        <translation>Aufbewahrung…</translation>
    </message>
    <message>
        <source>Undelete what is below…</source>
        <translation>Darunter Gelöschtes zurückholen…</translation>
    </message>
</context>
<context>
    <name>inia::ui::QrCode</name>
    <message>
        <source>QR code of the address</source>
        <translation>QR-Code der Adresse</translation>
    </message>
</context>
<context>
    <name>inia::ui::QueryOptions</name>
    <message>
        <source>Consistent read: not of a global index</source>
        <translation>Konsistent lesen: nicht bei globalem Index</translation>
    </message>
    <message>
        <source>Consistent read, twice the cost</source>
        <translation>Konsistent lesen, doppelte Kosten</translation>
    </message>
    <message>
        <source>Descending order</source>
        <translation>Absteigende Reihenfolge</translation>
    </message>
    <message>
        <source>Pages as fits</source>
        <translation>Seiten nach Bedarf</translation>
    </message>
    <message>
        <source>Pages of 100 items</source>
        <translation>Seiten mit 100 Elementen</translation>
    </message>
    <message>
        <source>Pages of 1,000 items</source>
        <translation>Seiten mit 1.000 Elementen</translation>
    </message>
    <message>
        <source>Pages of 1 MB</source>
        <translation>Seiten mit 1 MB</translation>
    </message>
</context>
<context>
    <name>inia::ui::QueueBar</name>
    <message>
        <source>Look</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Send…</source>
        <translation>Senden…</translation>
    </message>
    <message>
        <source>More that can be done with the queue</source>
        <translation>Was sich mit der Queue noch tun lässt</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 Nachrichten</translation>
    </message>
    <message>
        <source>%1 in flight</source>
        <translation>%1 in Bearbeitung</translation>
    </message>
    <message>
        <source>%1 delayed</source>
        <translation>%1 verzögert</translation>
    </message>
    <message>
        <source>FIFO</source>
        <translation>FIFO</translation>
    </message>
    <message>
        <source>to the dead-letter queue after 1 receive</source>
        <translation>nach 1 Empfang in die Dead-Letter-Queue</translation>
    </message>
    <message>
        <source>to the dead-letter queue after %1 receives</source>
        <translation>nach %1 Empfängen in die Dead-Letter-Queue</translation>
    </message>
    <message>
        <source>Receive messages without keeping them from others; it counts as a receive</source>
        <translation>Nachrichten empfangen, ohne sie anderen vorzuenthalten; es zählt als Empfang</translation>
    </message>
    <message>
        <source>Send a message to the queue</source>
        <translation>Eine Nachricht an die Queue senden</translation>
    </message>
</context>
<context>
    <name>inia::ui::QueueMessagesModel</name>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Receives</source>
        <translation>Empfänge</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Message id</source>
        <translation>Nachrichten-ID</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Inhalt</translation>
    </message>
</context>
<context>
    <name>inia::ui::QueueView</name>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Delete message…</source>
        <translation>Nachricht löschen…</translation>
    </message>
    <message>
        <source>Redrive messages…</source>
        <translation>Nachrichten zurückführen…</translation>
    </message>
    <message>
        <source>Move messages of a dead-letter queue back to the queues they came from</source>
        <translation>Nachrichten einer Dead-Letter-Queue in die Queues zurückführen, aus denen sie kamen (Redrive)</translation>
    </message>
    <message>
        <source>Purge…</source>
        <translation>Leeren…</translation>
    </message>
    <message>
        <source>Purge (possible again in %1 s)</source>
        <translation>Leeren (wieder möglich in %1 s)</translation>
    </message>
    <message>
        <source>Copy body</source>
        <translation>Inhalt kopieren</translation>
    </message>
    <message>
        <source>Look at messages of %1?</source>
        <translation>Nachrichten von %1 ansehen?</translation>
    </message>
    <message>
        <source>Each look counts as a receive, and after %1 receives a message moves to %2. The look stops where a message it has seen would have no receive left for its consumer; of those that were received by others before, nobody can know.</source>
        <translation>Jedes Ansehen zählt als Empfang, und nach %1 Empfängen wandert eine Nachricht nach %2. Das Ansehen hält an, wo einer gesehenen Nachricht kein Empfang für ihren Empfänger bliebe; von denen, die andere vorher empfangen haben, kann es niemand wissen.</translation>
    </message>
    <message>
        <source>Will call sqs.ReceiveMessage up to %1 times</source>
        <translation>Ruft sqs.ReceiveMessage bis zu %1-mal auf</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>Send a message to %1</source>
        <translation>Eine Nachricht an %1 senden</translation>
    </message>
    <message>
        <source>Will call sqs.SendMessage once</source>
        <translation>Ruft sqs.SendMessage einmal auf</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Send a message</source>
        <translation>Eine Nachricht senden</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>A purge has begun less than 60 s ago; another is possible when they are over</source>
        <translation>Ein Leeren hat vor weniger als 60 s begonnen; danach ist ein weiteres möglich</translation>
    </message>
    <message>
        <source>It was not done</source>
        <translation>Es wurde nicht ausgeführt</translation>
    </message>
    <message>
        <source>Delete this message?</source>
        <translation>Diese Nachricht löschen?</translation>
    </message>
    <message>
        <source>To delete it, it has to be received once more. Other messages that come with it are hidden for a moment, and it counts as a receive of theirs.</source>
        <translation>Um sie zu löschen, muss sie noch einmal empfangen werden. Andere Nachrichten, die mit ihr kommen, sind einen Moment lang verborgen, und es zählt als Empfang auch für sie.</translation>
    </message>
    <message>
        <source>Will call sqs.ReceiveMessage up to 3 times, sqs.DeleteMessage once</source>
        <translation>Ruft sqs.ReceiveMessage bis zu 3-mal auf, sqs.DeleteMessage einmal</translation>
    </message>
    <message>
        <source>Delete message</source>
        <translation>Nachricht löschen</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>Redrive messages</source>
        <translation>Nachrichten zurückführen</translation>
    </message>
    <message>
        <source>No queue has %1 as its dead-letter queue: there is nowhere to move messages to</source>
        <translation>Keine Queue hat %1 als Dead-Letter-Queue: Nachrichten lassen sich nirgendwohin zurückführen</translation>
    </message>
    <message>
        <source>Move %1 messages back?</source>
        <translation>%1 Nachrichten zurückführen?</translation>
    </message>
    <message>
        <source>They return to the queues they came from. What has moved stays moved when it is stopped.</source>
        <translation>Sie kehren in die Queues zurück, aus denen sie kamen. Was zurückgeführt ist, bleibt es auch nach dem Anhalten.</translation>
    </message>
    <message>
        <source>Will call sqs.StartMessageMoveTask once</source>
        <translation>Ruft sqs.StartMessageMoveTask einmal auf</translation>
    </message>
    <message>
        <source>Move messages</source>
        <translation>Nachrichten zurückführen</translation>
    </message>
    <message>
        <source>%1 messages moved</source>
        <translation>%1 Nachrichten zurückgeführt</translation>
    </message>
    <message>
        <source>Delete all messages of %1?</source>
        <translation>Alle Nachrichten von %1 löschen?</translation>
    </message>
    <message>
        <source>%1 messages are lost for good. It takes up to 60 s and may take messages that are sent meanwhile.</source>
        <translation>%1 Nachrichten gehen endgültig verloren. Es dauert bis zu 60 s und kann Nachrichten mitnehmen, die inzwischen gesendet werden.</translation>
    </message>
    <message>
        <source>Will call sqs.PurgeQueue once</source>
        <translation>Ruft sqs.PurgeQueue einmal auf</translation>
    </message>
    <message>
        <source>Purge %1</source>
        <translation>%1 leeren</translation>
    </message>
    <message>
        <source>Purge</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>The purge has begun; it takes up to 60 s</source>
        <translation>Das Leeren hat begonnen; es dauert bis zu 60 s</translation>
    </message>
    <message>
        <source>Select a message</source>
        <translation>Eine Nachricht auswählen</translation>
    </message>
    <message>
        <source>Received once</source>
        <translation>Einmal empfangen</translation>
    </message>
    <message>
        <source>Received %1 times</source>
        <translation>%1-mal empfangen</translation>
    </message>
    <message>
        <source>1 message seen</source>
        <translation>1 Nachricht gesehen</translation>
    </message>
    <message>
        <source>%1 messages seen</source>
        <translation>%1 Nachrichten gesehen</translation>
    </message>
    <message>
        <source>, looking…</source>
        <translation>, sieht nach…</translation>
    </message>
    <message>
        <source>moving back: %1 of %2</source>
        <translation>zurückgeführt: %1 von %2</translation>
    </message>
    <message>
        <source>%1 in the queue</source>
        <translation>%1 in der Queue</translation>
    </message>
    <message>
        <source>%1 could not be read</source>
        <translation>%1 ließ sich nicht lesen</translation>
    </message>
    <message>
        <source>%1 may not call sqs:%2 on this queue, or a policy denies it.</source>
        <translation>%1 darf sqs:%2 für diese Queue nicht aufrufen, oder eine Richtlinie verbietet es.</translation>
    </message>
    <message>
        <source>The %1 messages above are kept.</source>
        <translation>Die %1 Nachrichten darüber bleiben.</translation>
    </message>
    <message>
        <source>There was no look at %1</source>
        <translation>%1 wurde nicht angesehen</translation>
    </message>
    <message>
        <source>No message came</source>
        <translation>Keine Nachricht kam</translation>
    </message>
    <message>
        <source>Nothing is received by itself</source>
        <translation>Von selbst wird nichts empfangen</translation>
    </message>
    <message>
        <source>The queue may still have some: those in flight and delayed are hidden.</source>
        <translation>Die Queue kann trotzdem welche haben: Die in Bearbeitung und die verzögerten sind verborgen.</translation>
    </message>
    <message>
        <source>A look receives messages and leaves them in the queue. It counts as a receive.</source>
        <translation>Ansehen empfängt Nachrichten und lässt sie in der Queue. Es zählt als Empfang.</translation>
    </message>
    <message>
        <source>Look at messages</source>
        <translation>Nachrichten ansehen</translation>
    </message>
    <message>
        <source>Wait until the change under way has ended, and try again</source>
        <translation>Warten, bis die laufende Änderung beendet ist, und erneut versuchen</translation>
    </message>
    <message>
        <source>%1 could not be read again</source>
        <translation>%1 ließ sich nicht erneut lesen</translation>
    </message>
    <message>
        <source>The messages above are kept; the counts are those of before.</source>
        <translation>Die Nachrichten darüber bleiben; die Zahlen sind die von vorher.</translation>
    </message>
    <message>
        <source>The queue could not be read again: %1</source>
        <translation>Die Queue ließ sich nicht erneut lesen: %1</translation>
    </message>
</context>
<context>
    <name>inia::ui::RegionsDialog</name>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>List %1 in several regions</source>
        <translation>%1 in mehreren Regionen auflisten</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Regionen</translation>
    </message>
    <message>
        <source>%1  ·  %2, not known to have it</source>
        <translation>%1  ·  %2, Dienst dort nicht bekannt</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Those the account has enabled</source>
        <translation>Die im Konto aktivierten</translation>
    </message>
    <message>
        <source>Asks EC2 for its regions: 1 request</source>
        <translation>Fragt EC2 nach seinen Regionen: 1 Anfrage</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>%1 regions, at least 1 request each</source>
        <translation>%1 Regionen, je mindestens 1 Anfrage</translation>
    </message>
    <message>
        <source>Check two regions or more</source>
        <translation>Mindestens zwei Regionen ankreuzen</translation>
    </message>
    <message>
        <source>Asking EC2…</source>
        <translation>EC2 wird gefragt…</translation>
    </message>
    <message>
        <source>EC2 did not tell: %1</source>
        <translation>EC2 gab keine Auskunft: %1</translation>
    </message>
</context>
<context>
    <name>inia::ui::ResourceDetails</name>
    <message>
        <source>Load the details again</source>
        <translation>Details neu laden</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Select row</source>
        <translation>Zeile auswählen</translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>%1 ausgewählt</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>Settings of the service</source>
        <translation>Einstellungen des Dienstes</translation>
    </message>
</context>
<context>
    <name>inia::ui::ResourceSections</name>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>%1 = %2: click to copy</source>
        <translation>%1 = %2: Klick kopiert</translation>
    </message>
    <message>
        <source>Structures</source>
        <translation>Strukturen</translation>
    </message>
    <message>
        <source>Has</source>
        <translation>Enthält</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>ARN</source>
        <translation>ARN</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>More, 1 request each</source>
        <translation>Mehr, je 1 Anfrage</translation>
    </message>
</context>
<context>
    <name>inia::ui::ResourceSummary</name>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>Attribute</translation>
    </message>
    <message>
        <source>Refers to</source>
        <translation>Verweist auf</translation>
    </message>
    <message>
        <source>You may not read its details</source>
        <translation>Details dürfen nicht gelesen werden</translation>
    </message>
    <message>
        <source>Its details could not be loaded</source>
        <translation>Details ließen sich nicht laden</translation>
    </message>
</context>
<context>
    <name>inia::ui::ResourceTableModel</name>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>%1 (not in answers)</source>
        <translation>%1 (nicht in Antworten)</translation>
    </message>
    <message>
        <source>%1 is in no answer any more, so that the column stays empty</source>
        <translation>%1 steht in keiner Antwort mehr; deshalb bleibt die Spalte leer</translation>
    </message>
    <message>
        <source>Denied: %1</source>
        <translation>Verweigert: %1</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>Fehler: %1</translation>
    </message>
</context>
<context>
    <name>inia::ui::ResourceTreeModel</name>
    <message>
        <source>Loading…</source>
        <translation>Lädt…</translation>
    </message>
    <message>
        <source>%1 more services</source>
        <translation>%1 weitere Dienste</translation>
    </message>
    <message>
        <source>1 more type</source>
        <translation>1 weiterer Typ</translation>
    </message>
    <message>
        <source>%1 more types</source>
        <translation>%1 weitere Typen</translation>
    </message>
    <message>
        <source>%1 in %2 keys, load more</source>
        <translation>%1 in %2 Schlüsseln, mehr laden</translation>
    </message>
    <message>
        <source>Load more</source>
        <translation>Mehr laden</translation>
    </message>
    <message>
        <source>No permission: %1</source>
        <translation>Keine Berechtigung: %1</translation>
    </message>
    <message>
        <source>not signed in</source>
        <translation>nicht angemeldet</translation>
    </message>
</context>
<context>
    <name>inia::ui::ResourcesPage</name>
    <message>
        <source>Nothing is listed</source>
        <translation>Nichts ist aufgelistet</translation>
    </message>
    <message>
        <source>Select rows first</source>
        <translation>Zuerst Zeilen auswählen</translation>
    </message>
    <message>
        <source>What is listed is of one region</source>
        <translation>Das Aufgelistete gehört zu einer einzigen Region</translation>
    </message>
    <message>
        <source>%1 could not be listed</source>
        <translation>%1: Auflisten fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 is not open here. Open a tab of it, and list again.</source>
        <translation>%1 ist hier nicht offen. Einen Tab dafür öffnen und erneut auflisten.</translation>
    </message>
    <message>
        <source>Buckets of all regions are listed</source>
        <translation>Die Buckets aller Regionen sind aufgelistet</translation>
    </message>
    <message>
        <source>%1 has no regions, and no other session is open</source>
        <translation>%1 hat keine Regionen, und keine andere Sitzung ist offen</translation>
    </message>
    <message>
        <source>this session</source>
        <translation>diese Sitzung</translation>
    </message>
    <message>
        <source>an open session</source>
        <translation>eine offene Sitzung</translation>
    </message>
</context>
<context>
    <name>inia::ui::ResultPanel</name>
    <message>
        <source>Show in inspector</source>
        <translation>Im Inspektor zeigen</translation>
    </message>
    <message>
        <source>Parameters as JSON</source>
        <translation>Parameter als JSON</translation>
    </message>
    <message>
        <source>JMESPath, such as Reservations[].Instances[]</source>
        <translation>JMESPath, etwa Reservations[].Instances[]</translation>
    </message>
    <message>
        <source>JMESPath over the result</source>
        <translation>JMESPath über das Ergebnis</translation>
    </message>
    <message>
        <source>follows the form</source>
        <translation>folgt dem Formular</translation>
    </message>
    <message>
        <source>Copy the parameters</source>
        <translation>Parameter kopieren</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Last result</source>
        <translation>Letztes Ergebnis</translation>
    </message>
    <message>
        <source>Nothing was run yet</source>
        <translation>Noch nichts ausgeführt</translation>
    </message>
    <message>
        <source>The answer stands here: as a tree, as JSON, or as what an expression finds in it.</source>
        <translation>Hier steht die Antwort: als Baum, als JSON oder als das, was ein Ausdruck darin findet.</translation>
    </message>
</context>
<context>
    <name>inia::ui::RowDelegate</name>
    <message>
        <source>Loading…</source>
        <translation>Lädt…</translation>
    </message>
    <message>
        <source>Load more</source>
        <translation>Mehr laden</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>Verweigert</translation>
    </message>
    <message>
        <source>Denied: %1</source>
        <translation>Verweigert: %1</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>Fehler: %1</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Leer</translation>
    </message>
</context>
<context>
    <name>inia::ui::RowPanel</name>
    <message>
        <source>Revealed value</source>
        <translation>Aufgedeckter Wert</translation>
    </message>
</context>
<context>
    <name>inia::ui::RowsPage</name>
    <message>
        <source>There are no rows</source>
        <translation>Es gibt keine Zeilen</translation>
    </message>
    <message>
        <source>Select rows first</source>
        <translation>Zuerst Zeilen auswählen</translation>
    </message>
    <message>
        <source>There is no current cell</source>
        <translation>Es gibt keine aktuelle Zelle</translation>
    </message>
    <message>
        <source>There are no more rows</source>
        <translation>Es gibt keine weiteren Zeilen</translation>
    </message>
    <message>
        <source>Not for what is shown here</source>
        <translation>Nicht für das, was hier zu sehen ist</translation>
    </message>
    <message>
        <source>An export is under way</source>
        <translation>Ein Export läuft</translation>
    </message>
</context>
<context>
    <name>inia::ui::RowsView</name>
    <message>
        <source>%1 selected</source>
        <translation>%1 ausgewählt</translation>
    </message>
</context>
<context>
    <name>inia::ui::S3TreeSource</name>
    <message>
        <source>No buckets</source>
        <translation>Keine Buckets</translation>
    </message>
    <message>
        <source>No prefixes</source>
        <translation>Keine Präfixe</translation>
    </message>
</context>
<context>
    <name>inia::ui::SaveRoleDialog</name>
    <message>
        <source>There is a profile %1 already. Choose another name.</source>
        <translation>Ein Profil %1 gibt es schon. Einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>Save and open</source>
        <translation>Speichern und öffnen</translation>
    </message>
    <message>
        <source>Save as profile</source>
        <translation>Als Profil speichern</translation>
    </message>
    <message>
        <source>The role %1 of the account %2, for all AWS tools on this machine.</source>
        <translation>Die Rolle %1 des Kontos %2, für alle AWS-Werkzeuge auf dieser Maschine.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>inia::ui::SearchBar</name>
    <message>
        <source>“%1” is no size: write 1000, 10K, 5M or 2G.</source>
        <translation>„%1“ ist keine Größe: Möglich sind 1000, 10K, 5M oder 2G.</translation>
    </message>
    <message>
        <source>“%1” is no length of time: write 15m, 12h, 7d or 2w.</source>
        <translation>„%1“ ist keine Dauer: Möglich sind 15m, 12h, 7d oder 2w.</translation>
    </message>
    <message>
        <source>%1 buckets</source>
        <translation>%1 Buckets</translation>
    </message>
    <message>
        <source>all buckets</source>
        <translation>allen Buckets</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>Regex</source>
        <translation>Regex</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Whole key</source>
        <translation>Ganzer Schlüssel</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>Groß-/Kleinschreibung</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>Snapshots</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Mindestens</translation>
    </message>
    <message>
        <source>10M</source>
        <translation>10M</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>2G</source>
        <translation>2G</translation>
    </message>
    <message>
        <source>Newer than</source>
        <translation>Neuer als</translation>
    </message>
    <message>
        <source>7d</source>
        <translation>7d</translation>
    </message>
    <message>
        <source>Older than</source>
        <translation>Älter als</translation>
    </message>
    <message>
        <source>4w</source>
        <translation>4w</translation>
    </message>
    <message>
        <source>All of the words, anywhere in the name</source>
        <translation>Alle Wörter, irgendwo im Namen</translation>
    </message>
    <message>
        <source>* and ? stay within a folder, ** does not; [a-z], {one,other}</source>
        <translation>* und ? bleiben in einem Ordner, ** nicht; [a-z], {eins,zwei}</translation>
    </message>
    <message>
        <source>A regular expression, found anywhere</source>
        <translation>Ein regulärer Ausdruck, irgendwo gefunden</translation>
    </message>
    <message>
        <source>Looked for</source>
        <translation>Gesucht</translation>
    </message>
    <message>
        <source>Where to look</source>
        <translation>Wo gesucht wird</translation>
    </message>
    <message>
        <source>Storage class</source>
        <translation>Speicherklasse</translation>
    </message>
    <message>
        <source>Any class</source>
        <translation>Jede Klasse</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archiviert</translation>
    </message>
    <message>
        <source>In %1</source>
        <translation>In %1</translation>
    </message>
    <message>
        <source>Below %1</source>
        <translation>Unter %1</translation>
    </message>
    <message>
        <source>In all buckets</source>
        <translation>In allen Buckets</translation>
    </message>
</context>
<context>
    <name>inia::ui::SearchPage</name>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>In seinem Ordner zeigen</translation>
    </message>
    <message>
        <source>Copy S3 URI</source>
        <translation>S3-URI kopieren</translation>
    </message>
    <message>
        <source>Select one object to preview it</source>
        <translation>Für eine Vorschau ein Objekt auswählen</translation>
    </message>
    <message>
        <source>Select rows first</source>
        <translation>Zuerst Zeilen auswählen</translation>
    </message>
    <message>
        <source>There are no rows to export</source>
        <translation>Es gibt keine Zeilen zum Exportieren</translation>
    </message>
    <message>
        <source>Export what was found</source>
        <translation>Gefundenes exportieren</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>Nach %1 geschrieben</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>%1 ließ sich nicht schreiben: %2</translation>
    </message>
</context>
<context>
    <name>inia::ui::SearchView</name>
    <message>
        <source>Objects found</source>
        <translation>Gefundene Objekte</translation>
    </message>
    <message>
        <source>How the search goes</source>
        <translation>Stand der Suche</translation>
    </message>
    <message>
        <source>Kept: %1 objects, %2</source>
        <translation>Aufbewahrt: %1 Objekte, %2</translation>
    </message>
    <message>
        <source>Take a snapshot of %1</source>
        <translation>Snapshot von %1 aufnehmen</translation>
    </message>
    <message>
        <source>Search what is there now</source>
        <translation>Den jetzigen Stand durchsuchen</translation>
    </message>
    <message>
        <source>%1, %2 objects, %3</source>
        <translation>%1, %2 Objekte, %3</translation>
    </message>
    <message>
        <source>Search in it</source>
        <translation>Darin suchen</translation>
    </message>
    <message>
        <source>Compare with what is there now</source>
        <translation>Mit dem jetzigen Stand vergleichen</translation>
    </message>
    <message>
        <source>Compare with %1</source>
        <translation>Mit dem vom %1 vergleichen</translation>
    </message>
    <message>
        <source>Delete this snapshot</source>
        <translation>Diesen Snapshot löschen</translation>
    </message>
    <message>
        <source>None is kept of this place</source>
        <translation>Von diesem Ort ist keiner aufbewahrt</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>%1 selected, %2</source>
        <translation>%1 ausgewählt, %2</translation>
    </message>
</context>
<context>
    <name>inia::ui::SecretView</name>
    <message>
        <source>What is known of the secret</source>
        <translation>Was über das Secret bekannt ist</translation>
    </message>
    <message>
        <source>Reveal value…</source>
        <translation>Wert aufdecken…</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>The clipboard forgets it after %1 s</source>
        <translation>Die Zwischenablage vergisst ihn nach %1 s</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Secret</translation>
    </message>
    <message>
        <source>Parameter, %1</source>
        <translation>Parameter, %1</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>ARN</source>
        <translation>ARN</translation>
    </message>
    <message>
        <source>KMS key</source>
        <translation>KMS-Schlüssel</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Last accessed</source>
        <translation>Letzter Zugriff</translation>
    </message>
    <message>
        <source>To be deleted</source>
        <translation>Wird gelöscht</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Reveal · %1</source>
        <translation>Aufdecken · %1</translation>
    </message>
    <message>
        <source>Will call secretsmanager.GetSecretValue once</source>
        <translation>Ruft secretsmanager.GetSecretValue einmal auf</translation>
    </message>
    <message>
        <source>Will call ssm.GetParameter once, with decryption</source>
        <translation>Ruft ssm.GetParameter einmal auf, mit Entschlüsselung</translation>
    </message>
    <message>
        <source>Asking for the value…</source>
        <translation>Der Wert wird abgefragt…</translation>
    </message>
    <message>
        <source>Hidden again in %1 s</source>
        <translation>Wieder verborgen in %1 s</translation>
    </message>
    <message>
        <source>The value is not read before somebody asks for it.</source>
        <translation>Der Wert wird erst gelesen, wenn jemand danach fragt.</translation>
    </message>
    <message>
        <source>There is no parameter %1</source>
        <translation>Es gibt keinen Parameter %1</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>The value of %1 could not be read</source>
        <translation>Der Wert von %1 ließ sich nicht lesen</translation>
    </message>
</context>
<context>
    <name>inia::ui::SendDialog</name>
    <message>
        <source>Body</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Group (fair queues)</source>
        <translation>Gruppe (Fair Queues)</translation>
    </message>
    <message>
        <source>Deduplication id (else by content)</source>
        <translation>Deduplizierungs-ID (sonst nach Inhalt)</translation>
    </message>
    <message>
        <source>Deduplication id</source>
        <translation>Deduplizierungs-ID</translation>
    </message>
    <message>
        <source>Delay in seconds</source>
        <translation>Verzögerung in Sekunden</translation>
    </message>
</context>
<context>
    <name>inia::ui::ServicePage</name>
    <message>
        <source>%1 cannot be used in this session</source>
        <translation>%1 ist in dieser Sitzung nicht verwendbar</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Nothing in %1 can be listed</source>
        <translation>In %1 lässt sich nichts auflisten</translation>
    </message>
    <message>
        <source>None of its operations lists anything.</source>
        <translation>Keine seiner Operationen listet etwas auf.</translation>
    </message>
    <message>
        <source>Its lists want what no other call tells (%1).</source>
        <translation>Seine Listen verlangen, was kein anderer Aufruf liefert (%1).</translation>
    </message>
    <message>
        <source>Open API console</source>
        <translation>API-Konsole öffnen</translation>
    </message>
    <message>
        <source>%1 operations</source>
        <translation>%1 Operationen</translation>
    </message>
</context>
<context>
    <name>inia::ui::ServiceTreeSource</name>
    <message>
        <source>No %1</source>
        <translation>Keine %1</translation>
    </message>
</context>
<context>
    <name>inia::ui::ServiceView</name>
    <message>
        <source>Types of resources</source>
        <translation>Ressourcentypen</translation>
    </message>
    <message>
        <source>1 type of resource in %1</source>
        <translation>1 Ressourcentyp in %1</translation>
    </message>
    <message>
        <source>%1 types of resources in %2</source>
        <translation>%1 Ressourcentypen in %2</translation>
    </message>
</context>
<context>
    <name>inia::ui::SessionBanner</name>
    <message>
        <source>Production session %1, %2</source>
        <translation>Produktionssitzung %1, %2</translation>
    </message>
    <message>
        <source>Session %1, %2</source>
        <translation>Sitzung %1, %2</translation>
    </message>
    <message>
        <source>PRODUCTION</source>
        <translation>PRODUKTION</translation>
    </message>
</context>
<context>
    <name>inia::ui::SessionBar</name>
    <message>
        <source>Filter profiles</source>
        <translation>Profile filtern</translation>
    </message>
    <message>
        <source>Accounts and roles…</source>
        <translation>Konten und Rollen…</translation>
    </message>
    <message>
        <source>All profiles…</source>
        <translation>Alle Profile…</translation>
    </message>
    <message>
        <source>Filter regions</source>
        <translation>Regionen filtern</translation>
    </message>
    <message>
        <source>Allow changes in %1?</source>
        <translation>Änderungen in %1 erlauben?</translation>
    </message>
    <message>
        <source>This is a production session. Changes stay allowed in this tab until you lock it again or close it; each one still asks.</source>
        <translation>Dies ist eine Produktionssitzung. Änderungen bleiben in diesem Tab erlaubt, bis er wieder gesperrt oder geschlossen wird; jede fragt weiterhin nach.</translation>
    </message>
    <message>
        <source>Allow changes</source>
        <translation>Änderungen erlauben</translation>
    </message>
    <message>
        <source>Nothing is sent</source>
        <translation>Nichts wird gesendet</translation>
    </message>
</context>
<context>
    <name>inia::ui::SessionController</name>
    <message>
        <source>No session</source>
        <translation>Keine Sitzung</translation>
    </message>
</context>
<context>
    <name>inia::ui::SessionFacts</name>
    <message>
        <source>Switch profile</source>
        <translation>Profil wechseln</translation>
    </message>
    <message>
        <source>Switch region</source>
        <translation>Region wechseln</translation>
    </message>
    <message>
        <source>Profile %1, production</source>
        <translation>Profil %1, Produktion</translation>
    </message>
    <message>
        <source>Profile %1</source>
        <translation>Profil %1</translation>
    </message>
    <message>
        <source>no account id</source>
        <translation>keine Kontonummer</translation>
    </message>
    <message>
        <source>Account %1, %2</source>
        <translation>Konto %1, %2</translation>
    </message>
    <message>
        <source>Account %1</source>
        <translation>Konto %1</translation>
    </message>
    <message>
        <source>no region</source>
        <translation>keine Region</translation>
    </message>
    <message>
        <source>Region %1, %2</source>
        <translation>Region %1, %2</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>Schreibgeschützt</translation>
    </message>
    <message>
        <source>Changes allowed</source>
        <translation>Änderungen erlaubt</translation>
    </message>
    <message>
        <source>Nothing can be changed. Allow changes (Ctrl+Shift+L)</source>
        <translation>Nichts lässt sich ändern. Änderungen erlauben (Strg+Umschalt+L)</translation>
    </message>
    <message>
        <source>Changes are allowed. Make this session read-only (Ctrl+Shift+L)</source>
        <translation>Änderungen sind erlaubt. Diese Sitzung schreibschützen (Strg+Umschalt+L)</translation>
    </message>
    <message>
        <source>Read-only, press to allow changes</source>
        <translation>Schreibgeschützt, Drücken erlaubt Änderungen</translation>
    </message>
    <message>
        <source>Changes allowed, press to make it read-only</source>
        <translation>Änderungen erlaubt, Drücken schützt vor Änderungen</translation>
    </message>
    <message>
        <source>Keys: %1</source>
        <translation>Zugangsdaten: %1</translation>
    </message>
</context>
<context>
    <name>inia::ui::SessionTabBar</name>
    <message>
        <source>, production</source>
        <translation>, Produktion</translation>
    </message>
    <message>
        <source>, read-only</source>
        <translation>, schreibgeschützt</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Close session %1</source>
        <translation>Sitzung %1 schließen</translation>
    </message>
    <message>
        <source>Close session</source>
        <translation>Sitzung schließen</translation>
    </message>
    <message>
        <source>PROD</source>
        <translation>PROD</translation>
    </message>
</context>
<context>
    <name>inia::ui::SessionTabs</name>
    <message>
        <source>Open another session</source>
        <translation>Weitere Sitzung öffnen</translation>
    </message>
</context>
<context>
    <name>inia::ui::SessionView</name>
    <message>
        <source>No page of the AWS console is known for it</source>
        <translation>Dafür ist keine Seite der AWS-Konsole bekannt</translation>
    </message>
    <message>
        <source>Its ARN is not known</source>
        <translation>Der ARN ist nicht bekannt</translation>
    </message>
    <message>
        <source>It has no place of its own</source>
        <translation>Es hat keinen eigenen Ort</translation>
    </message>
    <message>
        <source>It has no id</source>
        <translation>Es hat keine ID</translation>
    </message>
    <message>
        <source>Resources</source>
        <translation>Ressourcen</translation>
    </message>
    <message>
        <source>Open API console</source>
        <translation>API-Konsole öffnen</translation>
    </message>
    <message>
        <source>There is no deleting these.</source>
        <translation>Diese lassen sich nicht löschen.</translation>
    </message>
    <message>
        <source>Select rows first</source>
        <translation>Zuerst Zeilen auswählen</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Gehen zu</translation>
    </message>
    <message>
        <source>Search below…</source>
        <translation>Darunter suchen…</translation>
    </message>
    <message>
        <source>Calculate size</source>
        <translation>Größe berechnen</translation>
    </message>
    <message>
        <source>This is of another session. Open it to work with it there.</source>
        <translation>Das gehört zu einer anderen Sitzung. Diese öffnen, um dort damit zu arbeiten.</translation>
    </message>
    <message>
        <source>Only what is in S3 can be searched</source>
        <translation>Nur was in S3 liegt, lässt sich durchsuchen</translation>
    </message>
    <message>
        <source>Select a bucket or a folder of S3</source>
        <translation>Einen Bucket oder einen Ordner von S3 auswählen</translation>
    </message>
</context>
<context>
    <name>inia::ui::SettingsModel</name>
    <message>
        <source>chosen in this window</source>
        <translation>in diesem Fenster gewählt</translation>
    </message>
    <message>
        <source>environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Comes from</source>
        <translation>Kommt aus</translation>
    </message>
</context>
<context>
    <name>inia::ui::ShapeForm</name>
    <message>
        <source>Form</source>
        <translation>Formular</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Parameters as JSON</source>
        <translation>Parameter als JSON</translation>
    </message>
    <message>
        <source>The parameters have to be a JSON object, { … }</source>
        <translation>Die Parameter müssen ein JSON-Objekt sein, { … }</translation>
    </message>
    <message>
        <source>Bytes are base64, or {&quot;$file&quot;: &quot;path&quot;}</source>
        <translation>Bytes sind Base64 oder {&quot;$file&quot;: &quot;path&quot;}</translation>
    </message>
</context>
<context>
    <name>inia::ui::SignInDesk</name>
    <message>
        <source>1 tab waits for this and goes on by itself.</source>
        <translation>1 Tab wartet darauf und macht von selbst weiter.</translation>
    </message>
    <message>
        <source>1 tab</source>
        <translation>1 Tab</translation>
    </message>
    <message>
        <source>%1 tabs</source>
        <translation>%1 Tabs</translation>
    </message>
    <message>
        <source>%1 wait for this and go on by themselves.</source>
        <translation>%1 warten darauf und machen von selbst weiter.</translation>
    </message>
    <message>
        <source>%1 and 1 transfer wait for this and go on by themselves.</source>
        <translation>%1 und 1 Übertragung warten darauf und machen von selbst weiter.</translation>
    </message>
    <message>
        <source>%1 and %2 transfers wait for this and go on by themselves.</source>
        <translation>%1 und %2 Übertragungen warten darauf und machen von selbst weiter.</translation>
    </message>
</context>
<context>
    <name>inia::ui::SignInDialog</name>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Used by 1 profile</source>
        <translation>Von 1 Profil verwendet</translation>
    </message>
    <message>
        <source>Used by %1 profiles</source>
        <translation>Von %1 Profilen verwendet</translation>
    </message>
    <message>
        <source>Sign in to %1</source>
        <translation>Bei %1 anmelden</translation>
    </message>
    <message>
        <source>Open browser</source>
        <translation>Browser öffnen</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>Code kopieren</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Code that the page shows</source>
        <translation>Code, den die Seite zeigt</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>Anmeldung läuft…</translation>
    </message>
    <message>
        <source>Check that your browser shows this code, then allow Inia there.</source>
        <translation>Prüfen, ob der Browser diesen Code zeigt, dann Inia dort zulassen.</translation>
    </message>
    <message>
        <source>Sign in at the AWS console in any browser. It shows a code then; bring it here.</source>
        <translation>In einem beliebigen Browser an der AWS-Konsole anmelden. Sie zeigt dann einen Code; ihn hier eingeben.</translation>
    </message>
    <message>
        <source>Sign in at the AWS console in the browser of this machine. It comes back by itself.</source>
        <translation>Im Browser dieser Maschine an der AWS-Konsole anmelden. Es geht von selbst zurück.</translation>
    </message>
    <message>
        <source>Allow Inia in the browser of this machine. It comes back by itself.</source>
        <translation>Inia im Browser dieser Maschine zulassen. Es geht von selbst zurück.</translation>
    </message>
    <message>
        <source>Asking AWS…</source>
        <translation>AWS wird gefragt…</translation>
    </message>
    <message>
        <source>Asking Identity Center…</source>
        <translation>Identity Center wird gefragt…</translation>
    </message>
    <message>
        <source>Use a browser on this machine</source>
        <translation>Browser auf dieser Maschine verwenden</translation>
    </message>
    <message>
        <source>Use another device…</source>
        <translation>Anderes Gerät verwenden…</translation>
    </message>
    <message>
        <source>On another device: scan this, or open the address and enter the code.</source>
        <translation>Auf einem anderen Gerät: dies scannen oder die Adresse öffnen und den Code eingeben.</translation>
    </message>
    <message>
        <source>On another device: open the address and enter the code.</source>
        <translation>Auf einem anderen Gerät: die Adresse öffnen und den Code eingeben.</translation>
    </message>
    <message>
        <source>Waiting for your approval…</source>
        <translation>Wartet auf die Zustimmung…</translation>
    </message>
    <message>
        <source>Identity Center named no page to open. Waiting…</source>
        <translation>Identity Center hat keine Seite genannt. Wartet…</translation>
    </message>
    <message>
        <source>Waiting for the browser…</source>
        <translation>Wartet auf den Browser…</translation>
    </message>
    <message>
        <source>Waiting for the code…</source>
        <translation>Wartet auf den Code…</translation>
    </message>
    <message>
        <source>The address, for a browser elsewhere:</source>
        <translation>Die Adresse, für einen Browser anderswo:</translation>
    </message>
    <message>
        <source>%1:%2 left</source>
        <translation>noch %1:%2</translation>
    </message>
    <message>
        <source>Open browser again</source>
        <translation>Browser erneut öffnen</translation>
    </message>
    <message>
        <source>No browser could be opened. Open the address by hand, here or elsewhere.</source>
        <translation>Kein Browser ließ sich öffnen. Die Adresse von Hand öffnen, hier oder anderswo.</translation>
    </message>
    <message>
        <source>No browser could be opened. Open the address by hand on this machine.</source>
        <translation>Kein Browser ließ sich öffnen. Die Adresse von Hand auf dieser Maschine öffnen.</translation>
    </message>
    <message>
        <source>The address:</source>
        <translation>Die Adresse:</translation>
    </message>
    <message>
        <source>You are not signed in.</source>
        <translation>Nicht angemeldet.</translation>
    </message>
    <message>
        <source>The token is shared with the AWS CLI.</source>
        <translation>Das Token wird mit der AWS CLI geteilt.</translation>
    </message>
</context>
<context>
    <name>inia::ui::SigningView</name>
    <message>
        <source>Signing</source>
        <translation>Signatur</translation>
    </message>
    <message>
        <source>Signed by us and by the service</source>
        <translation>Von uns und vom Dienst signiert</translation>
    </message>
    <message>
        <source>Ours</source>
        <translation>Unsere</translation>
    </message>
    <message>
        <source>The service&apos;s</source>
        <translation>Die des Dienstes</translation>
    </message>
</context>
<context>
    <name>inia::ui::SizesModel</name>
    <message>
        <source>%1 %2 %</source>
        <translation>%1 %2 %</translation>
    </message>
    <message>
        <source>Objects in this folder</source>
        <translation>Objekte in diesem Ordner</translation>
    </message>
    <message>
        <source>%1 others</source>
        <translation>%1 andere</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Objekte</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>Ältestes</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Neuestes</translation>
    </message>
</context>
<context>
    <name>inia::ui::SizesView</name>
    <message>
        <source>Sizes of folders</source>
        <translation>Größen der Ordner</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Colour by</source>
        <translation>Farbe nach</translation>
    </message>
    <message>
        <source>What is in it</source>
        <translation>Was darin ist</translation>
    </message>
    <message>
        <source>Not complete</source>
        <translation>Nicht vollständig</translation>
    </message>
    <message>
        <source>All that is in it</source>
        <translation>Alles, was darin ist</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Objekte</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>Ältestes</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Neuestes</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>%1 in %2 objects</source>
        <translation>%1 in %2 Objekten</translation>
    </message>
    <message>
        <source>%1, counting…</source>
        <translation>%1, zählt…</translation>
    </message>
    <message>
        <source>%1 so far, stopped: not complete</source>
        <translation>%1 bisher, angehalten: nicht vollständig</translation>
    </message>
    <message>
        <source>%1, then failed: not complete</source>
        <translation>%1, dann fehlgeschlagen: nicht vollständig</translation>
    </message>
    <message>
        <source>%1, complete</source>
        <translation>%1, vollständig</translation>
    </message>
    <message>
        <source>not all folders are told apart</source>
        <translation>nicht alle Ordner sind unterschieden</translation>
    </message>
    <message>
        <source>You may not list %1</source>
        <translation>Auflisten nicht erlaubt: %1</translation>
    </message>
    <message>
        <source>%1 could not be counted</source>
        <translation>%1 ließ sich nicht zählen</translation>
    </message>
    <message>
        <source>Stopped before anything was counted</source>
        <translation>Angehalten, bevor etwas gezählt war</translation>
    </message>
    <message>
        <source>Nothing in %1</source>
        <translation>Nichts in %1</translation>
    </message>
    <message>
        <source>No key begins with it.</source>
        <translation>Kein Objektschlüssel beginnt damit.</translation>
    </message>
    <message>
        <source>It can be counted anew.</source>
        <translation>Es lässt sich neu zählen.</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Zählen</translation>
    </message>
</context>
<context>
    <name>inia::ui::Spinner</name>
    <message>
        <source>Loading</source>
        <translation>Lädt</translation>
    </message>
</context>
<context>
    <name>inia::ui::StateView</name>
    <message>
        <source>Copy %1</source>
        <translation>%1 kopieren</translation>
    </message>
</context>
<context>
    <name>inia::ui::StatusLine</name>
    <message>
        <source>Load more</source>
        <translation>Mehr laden</translation>
    </message>
    <message>
        <source>Load all</source>
        <translation>Alle laden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop loading (Esc)</source>
        <translation>Laden anhalten (Esc)</translation>
    </message>
</context>
<context>
    <name>inia::ui::StructureField</name>
    <message>
        <source>%1 optional members</source>
        <translation>%1 optionale Felder</translation>
    </message>
    <message>
        <source>%1 more members</source>
        <translation>%1 weitere Felder</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>nicht gesetzt</translation>
    </message>
    <message>
        <source>%1 set</source>
        <translation>%1 gesetzt</translation>
    </message>
    <message>
        <source>%1 members</source>
        <translation>%1 Felder</translation>
    </message>
</context>
<context>
    <name>inia::ui::TextField</name>
    <message>
        <source>at least %1</source>
        <translation>mindestens %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>höchstens %1</translation>
    </message>
    <message>
        <source>Has to be a date and a time, such as %1</source>
        <translation>Muss Datum und Uhrzeit sein, etwa %1</translation>
    </message>
    <message>
        <source>Has to be a whole number</source>
        <translation>Muss eine ganze Zahl sein</translation>
    </message>
    <message>
        <source>Has to be a number</source>
        <translation>Muss eine Zahl sein</translation>
    </message>
</context>
<context>
    <name>inia::ui::TextPanel</name>
    <message>
        <source>Which of them</source>
        <translation>Welches davon</translation>
    </message>
</context>
<context>
    <name>inia::ui::TransferCommands</name>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Resume or try again</source>
        <translation>Fortsetzen oder erneut versuchen</translation>
    </message>
    <message>
        <source>Cancel transfer</source>
        <translation>Übertragung abbrechen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>Aus der Liste entfernen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>inia::ui::TransferDesk</name>
    <message>
        <source>1 file</source>
        <translation>1 Datei</translation>
    </message>
    <message>
        <source>%1 files</source>
        <translation>%1 Dateien</translation>
    </message>
    <message>
        <source>1 folder</source>
        <translation>1 Ordner</translation>
    </message>
    <message>
        <source>%1 folders</source>
        <translation>%1 Ordner</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>as they are no files, cannot be read or have no name in UTF-8</source>
        <translation>weil sie keine Dateien sind, nicht lesbar sind oder keinen Namen in UTF-8 haben</translation>
    </message>
    <message>
        <source>. Left out, %1: %2</source>
        <translation>. Weggelassen, %1: %2</translation>
    </message>
    <message>
        <source>. Left out, %1: %2 and %3 more</source>
        <translation>. Weggelassen, %1: %2 und %3 weitere</translation>
    </message>
    <message>
        <source>None of these can be uploaded: %1</source>
        <translation>Nichts davon lässt sich hochladen: %1</translation>
    </message>
    <message>
        <source>There are no files in it.</source>
        <translation>Darin sind keine Dateien.</translation>
    </message>
    <message>
        <source>Upload %1, %2?</source>
        <translation>%1 hochladen, %2?</translation>
    </message>
    <message>
        <source>To %1</source>
        <translation>Nach %1</translation>
    </message>
    <message>
        <source>Will call s3.PutObject, or an upload in parts, for each</source>
        <translation>Ruft je Datei s3.PutObject oder ein Hochladen in Teilen auf</translation>
    </message>
    <message>
        <source>Upload %1</source>
        <translation>%1 hochladen</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>Download %1, %2?</source>
        <translation>%1 herunterladen, %2?</translation>
    </message>
    <message>
        <source>Download %1?</source>
        <translation>%1 herunterladen?</translation>
    </message>
    <message>
        <source>Will list the folders and call s3.GetObject for each object</source>
        <translation>Listet die Ordner auf und ruft je Objekt s3.GetObject auf</translation>
    </message>
    <message>
        <source>Will call s3.GetObject for each</source>
        <translation>Ruft je Objekt s3.GetObject auf</translation>
    </message>
    <message>
        <source>Download %1</source>
        <translation>%1 herunterladen</translation>
    </message>
</context>
<context>
    <name>inia::ui::TransferDialog</name>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>Beide behalten</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>Überschreiben</translation>
    </message>
    <message>
        <source>What is there already</source>
        <translation>Was schon da ist</translation>
    </message>
    <message>
        <source>The new one gets a number: name (1).txt</source>
        <translation>Das neue bekommt eine Nummer: name (1).txt</translation>
    </message>
    <message>
        <source>Content-Type</source>
        <translation>Content-Type</translation>
    </message>
    <message>
        <source>By each file&apos;s name</source>
        <translation>Nach dem Namen der Datei</translation>
    </message>
</context>
<context>
    <name>inia::ui::TransferModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 of %2 files · %3</source>
        <translation>%1 von %2 Dateien · %3</translation>
    </message>
    <message>
        <source>Uploading</source>
        <translation>Lädt hoch</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>Lädt herunter</translation>
    </message>
    <message>
        <source>Listing</source>
        <translation>Listet auf</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Paused, read-only</source>
        <translation>Pausiert, Schreibschutz</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Done, %1 skipped</source>
        <translation>Fertig, %1 übersprungen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 percent</source>
        <translation>%1 Prozent</translation>
    </message>
</context>
<context>
    <name>inia::ui::TransfersPanel</name>
    <message>
        <source>About the transfer</source>
        <translation>Zur Übertragung</translation>
    </message>
    <message>
        <source>No transfers</source>
        <translation>Keine Übertragungen</translation>
    </message>
    <message>
        <source>Drop files on the objects of a bucket, or download some of them.</source>
        <translation>Dateien auf die Objekte eines Buckets ziehen oder einige davon herunterladen.</translation>
    </message>
    <message>
        <source>Transfers</source>
        <translation>Übertragungen</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>Fertige entfernen</translation>
    </message>
    <message>
        <source>Close the transfers</source>
        <translation>Übertragungen schließen</translation>
    </message>
    <message>
        <source>Bandwidth</source>
        <translation>Bandbreite</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Ohne Grenze</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message numerus="yes">
        <source>%n unfinished</source>
        <translation>
            <numerusform>%n nicht fertig</numerusform>
            <numerusform>%n nicht fertig</numerusform>
        </translation>
    </message>
    <message>
        <source>at most %1/s</source>
        <translation>höchstens %1/s</translation>
    </message>
</context>
<context>
    <name>inia::ui::TreeDelegate</name>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
</context>
<context>
    <name>inia::ui::Treemap</name>
    <message>
        <source>Sizes as areas; the table says the same</source>
        <translation>Größen als Flächen; die Tabelle sagt dasselbe</translation>
    </message>
    <message>
        <source>%1: %2 in %3 objects, %4</source>
        <translation>%1: %2 in %3 Objekten, %4</translation>
    </message>
</context>
<context>
    <name>inia::ui::TrialView</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Zugangsdaten</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Identität</translation>
    </message>
    <message>
        <source>Buckets</source>
        <translation>Buckets</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Objekte</translation>
    </message>
    <message>
        <source>looking for keys…</source>
        <translation>Zugangsdaten werden gesucht…</translation>
    </message>
    <message>
        <source>asking…</source>
        <translation>fragt…</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>nicht erreicht</translation>
    </message>
</context>
<context>
    <name>inia::ui::UnionField</name>
    <message>
        <source>choose one</source>
        <translation>eines wählen</translation>
    </message>
    <message>
        <source>Which of them</source>
        <translation>Welches davon</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>nicht gesetzt</translation>
    </message>
</context>
<context>
    <name>inia::ui::UploadsView</name>
    <message>
        <source>Under way here: it is not aborted</source>
        <translation>Läuft hier: wird nicht verworfen</translation>
    </message>
    <message>
        <source>under way here</source>
        <translation>läuft hier</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 Tag</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 Tage</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Initiator</source>
        <translation>Initiator</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Unfinished uploads</source>
        <translation>Unfertige Uploads</translation>
    </message>
    <message>
        <source>Abort…</source>
        <translation>Verwerfen…</translation>
    </message>
    <message>
        <source>Count parts</source>
        <translation>Teile zählen</translation>
    </message>
    <message>
        <source> days</source>
        <translation> Tage</translation>
    </message>
    <message>
        <source>Age in days</source>
        <translation>Alter in Tagen</translation>
    </message>
    <message>
        <source>Select older than</source>
        <translation>Auswählen, was älter ist als</translation>
    </message>
    <message>
        <source>What is under way here is not aborted</source>
        <translation>Was hier läuft, wird nicht verworfen</translation>
    </message>
    <message>
        <source>Select uploads first</source>
        <translation>Zuerst Uploads auswählen</translation>
    </message>
    <message>
        <source>1 upload</source>
        <translation>1 Upload</translation>
    </message>
    <message>
        <source>%1 uploads</source>
        <translation>%1 Uploads</translation>
    </message>
    <message>
        <source>Abort %1?</source>
        <translation>%1 verwerfen?</translation>
    </message>
    <message>
        <source>Their parts are deleted for good; objects stay as they are.</source>
        <translation>Ihre Teile werden endgültig gelöscht; Objekte bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>What is under way here is left out.</source>
        <translation>Was hier läuft, wird ausgelassen.</translation>
    </message>
    <message>
        <source>Will call s3.AbortMultipartUpload, then s3.ListParts until nothing is there</source>
        <translation>Ruft s3.AbortMultipartUpload auf, dann s3.ListParts, bis nichts mehr da ist</translation>
    </message>
    <message>
        <source>Abort %1</source>
        <translation>%1 verwerfen</translation>
    </message>
    <message>
        <source>Abort uploads</source>
        <translation>Uploads verwerfen</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>%1 von %2 fertig</translation>
    </message>
    <message>
        <source>%1 aborted</source>
        <translation>%1 verworfen</translation>
    </message>
    <message>
        <source>%1; %2 not</source>
        <translation>%1; %2 nicht</translation>
    </message>
    <message>
        <source>as far as the server tells</source>
        <translation>soweit der Server Auskunft gibt</translation>
    </message>
    <message>
        <source>The %1 uploads above are kept.</source>
        <translation>Die %1 Uploads darüber bleiben.</translation>
    </message>
    <message>
        <source>Uploads of %1 could not be listed</source>
        <translation>Uploads von %1 ließen sich nicht auflisten</translation>
    </message>
    <message>
        <source>No unfinished uploads</source>
        <translation>Keine unfertigen Uploads</translation>
    </message>
    <message>
        <source>A lifecycle rule with AbortIncompleteMultipartUpload keeps it that way.</source>
        <translation>Eine Lebenszyklusregel mit AbortIncompleteMultipartUpload sorgt dafür, dass es so bleibt.</translation>
    </message>
</context>
<context>
    <name>inia::ui::ValueFold</name>
    <message>
        <source>Loading…</source>
        <translation>Lädt…</translation>
    </message>
    <message>
        <source>Denied: %1</source>
        <translation>Verweigert: %1</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>Fehler: %1</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
</context>
<context>
    <name>inia::ui::ValueTreeModel</name>
    <message>
        <source>Show %1 more</source>
        <translation>%1 weitere zeigen</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
</context>
<context>
    <name>inia::ui::VersionDesk</name>
    <message>
        <source>Undelete %1</source>
        <translation>%1 zurückholen</translation>
    </message>
    <message>
        <source>Delete versions of %1</source>
        <translation>%1: Versionen löschen</translation>
    </message>
    <message>
        <source>Make an older version of %1 current</source>
        <translation>%1: ältere Version aktuell machen</translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <translation>Nichts wurde geändert</translation>
    </message>
    <message>
        <source>Nothing to undelete</source>
        <translation>Nichts zurückzuholen</translation>
    </message>
    <message>
        <source>No versions were kept.</source>
        <translation>Es wurden keine Versionen behalten.</translation>
    </message>
    <message>
        <source>What is there is not deleted, or no version of it is left.</source>
        <translation>Was da ist, ist nicht gelöscht, oder keine Version davon ist übrig.</translation>
    </message>
    <message>
        <source>Undelete %1?</source>
        <translation>%1 zurückholen?</translation>
    </message>
    <message>
        <source>The delete markers over the newest version of each are taken away, and that version is current again.</source>
        <translation>Die Löschmarkierungen über der jeweils neuesten Version werden entfernt, und diese Version ist wieder aktuell.</translation>
    </message>
    <message>
        <source>Make the version of %1 current?</source>
        <translation>Die Version vom %1 aktuell machen?</translation>
    </message>
    <message>
        <source>Make %1 current?</source>
        <translation>%1 aktuell machen?</translation>
    </message>
    <message>
        <source>S3 copies it over the object as a new version. All versions that are there now stay.</source>
        <translation>S3 kopiert sie als neue Version über das Objekt. Alle jetzigen Versionen bleiben.</translation>
    </message>
    <message>
        <source>Make it current</source>
        <translation>Aktuell machen</translation>
    </message>
    <message>
        <source>Make them current</source>
        <translation>Aktuell machen</translation>
    </message>
    <message>
        <source>They are gone for good.</source>
        <translation>Sie sind endgültig weg.</translation>
    </message>
    <message>
        <source>None of them is a current one.</source>
        <translation>Keine davon ist eine aktuelle.</translation>
    </message>
    <message>
        <source>The current one is among them.</source>
        <translation>Die aktuelle ist darunter.</translation>
    </message>
    <message>
        <source>The current one is among them: then the delete marker of %1 counts, and the object is deleted.</source>
        <translation>Die aktuelle ist darunter: Dann gilt die Löschmarkierung vom %1, und das Objekt ist gelöscht.</translation>
    </message>
    <message>
        <source>The current one is among them: then the version of %1 is current.</source>
        <translation>Die aktuelle ist darunter: Dann ist die Version vom %1 aktuell.</translation>
    </message>
    <message>
        <source>%1 of them are current: of %2 an older version becomes current, %3 are deleted then.</source>
        <translation>%1 davon sind aktuelle: Für %2 wird eine ältere Version aktuell, %3 sind dann gelöscht.</translation>
    </message>
    <message>
        <source>Of %1 nothing is left.</source>
        <translation>Dann ganz weg: %1.</translation>
    </message>
    <message>
        <source>delete marker</source>
        <translation>Löschmarkierung</translation>
    </message>
    <message>
        <source>1 delete marker</source>
        <translation>1 Löschmarkierung</translation>
    </message>
    <message>
        <source>%1 delete markers</source>
        <translation>%1 Löschmarkierungen</translation>
    </message>
    <message>
        <source>Delete %1 for good?</source>
        <translation>%1 endgültig löschen?</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>%1 löschen</translation>
    </message>
    <message>
        <source>Make current…</source>
        <translation>Aktuell machen…</translation>
    </message>
    <message>
        <source>Undelete…</source>
        <translation>Zurückholen…</translation>
    </message>
    <message>
        <source>Copy link…</source>
        <translation>Link kopieren…</translation>
    </message>
    <message>
        <source>Delete the marker…</source>
        <translation>Markierung löschen…</translation>
    </message>
    <message>
        <source>Delete for good…</source>
        <translation>Endgültig löschen…</translation>
    </message>
</context>
<context>
    <name>inia::ui::VersionsPane</name>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>Delete marker</source>
        <translation>Löschmarkierung</translation>
    </message>
    <message>
        <source>Current</source>
        <translation>Aktuell</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Make current…</source>
        <translation>Aktuell machen…</translation>
    </message>
    <message>
        <source>Undelete…</source>
        <translation>Zurückholen…</translation>
    </message>
    <message>
        <source>Link…</source>
        <translation>Link…</translation>
    </message>
    <message>
        <source>Delete for good…</source>
        <translation>Endgültig löschen…</translation>
    </message>
    <message>
        <source>Versions of %1</source>
        <translation>Versionen von %1</translation>
    </message>
    <message>
        <source>Delete the marker…</source>
        <translation>Markierung löschen…</translation>
    </message>
    <message>
        <source>There is no version of it any more</source>
        <translation>Es gibt keine Version mehr davon</translation>
    </message>
    <message>
        <source>Deleted on %1</source>
        <translation>Gelöscht am %1</translation>
    </message>
    <message>
        <source>There is this one version</source>
        <translation>Es gibt nur diese eine Version</translation>
    </message>
</context>
<context>
    <name>inia::ui::WhyDialog</name>
    <message>
        <source>Why %1 is as it is</source>
        <translation>Warum %1 so ist, wie sie ist</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Alles kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Settings of %1 and where they come from</source>
        <translation>Einstellungen von %1 und woher sie kommen</translation>
    </message>
    <message>
        <source>A role of Identity Center, named by no profile.</source>
        <translation>Eine Rolle von Identity Center, die kein Profil nennt.</translation>
    </message>
    <message>
        <source>The profile was named by %1.</source>
        <translation>Das Profil wurde durch %1 genannt.</translation>
    </message>
    <message>
        <source>The profile was chosen in this window.</source>
        <translation>Das Profil wurde in diesem Fenster gewählt.</translation>
    </message>
    <message>
        <source>Nobody has named a profile.</source>
        <translation>Niemand hat ein Profil genannt.</translation>
    </message>
    <message>
        <source>It stands in %1.</source>
        <translation>Es steht in %1.</translation>
    </message>
    <message>
        <source>Files: %1, %2.</source>
        <translation>Dateien: %1, %2.</translation>
    </message>
</context>
<context>
    <name>inia::ui::WindowFinder</name>
    <message>
        <source>Pinned: found first by %1</source>
        <translation>Angeheftet: %1 findet es zuerst</translation>
    </message>
    <message>
        <source>No longer pinned</source>
        <translation>Nicht mehr angeheftet</translation>
    </message>
    <message>
        <source>&gt; commands   @ operations   # rows of the table   ? help</source>
        <translation>&gt; Befehle   @ Operationen   # Zeilen der Tabelle   ? Hilfe</translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>%1 ausgewählt</translation>
    </message>
    <message>
        <source>Commands, and what can be done with what is selected</source>
        <translation>Befehle, und was sich mit der Auswahl tun lässt</translation>
    </message>
    <message>
        <source>Operations of the service one is in</source>
        <translation>Operationen des Dienstes, in dem man ist</translation>
    </message>
    <message>
        <source>Rows of the table that are loaded, at most the first %1</source>
        <translation>Geladene Zeilen der Tabelle, höchstens die ersten %1</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>Zu %1 gehen</translation>
    </message>
</context>
</TS>
