<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>MarkedText</name>
    <message>
        <source>… the text goes on</source>
        <translation>… der Text geht weiter</translation>
    </message>
</context>
<context>
    <name>PanelCopy</name>
    <message>
        <source>&amp;Copy as picture</source>
        <translation>Als &amp;Bild kopieren</translation>
    </message>
    <message>
        <source>Copy as &amp;text</source>
        <translation>Als &amp;Text kopieren</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::AboutDialog</name>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Libraries, their versions and licences</source>
        <translation>Bibliotheken, ihre Versionen und Lizenzen</translation>
    </message>
    <message>
        <source>About LossyLens</source>
        <translation>Über LossyLens</translation>
    </message>
    <message>
        <source>Shows what JPEG on token embeddings does to a language model, after Haylett (2025). Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Zeigt, was JPEG auf Token-Einbettungen mit einem Sprachmodell macht, nach Haylett (2025). Freie Software unter der GNU General Public License, Version 3 oder später.</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::Bar</name>
    <message>
        <source>&amp;Greedy</source>
        <translation>&amp;Greedy</translation>
    </message>
    <message>
        <source>Opens the page where a model is chosen</source>
        <translation>Öffnet die Seite, auf der ein Modell gewählt wird</translation>
    </message>
    <message>
        <source>P&amp;resets</source>
        <translation>Vo&amp;rlagen</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Export</translation>
    </message>
    <message>
        <source>Men&amp;u</source>
        <translation>&amp;Menü</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Always the most likely token: no seed, no temperature</source>
        <translation>Immer das wahrscheinlichste Token: kein Seed, keine Temperatur</translation>
    </message>
    <message>
        <source>Another seed</source>
        <translation>Anderer Seed</translation>
    </message>
    <message>
        <source>&amp;Seed</source>
        <translation>&amp;Seed</translation>
    </message>
    <message>
        <source>&amp;Temperature</source>
        <translation>&amp;Temperatur</translation>
    </message>
    <message>
        <source>Top-&amp;k</source>
        <translation>Top-&amp;k</translation>
    </message>
    <message>
        <source>Top-&amp;p</source>
        <translation>Top-&amp;p</translation>
    </message>
    <message>
        <source>&amp;New tokens</source>
        <translation>&amp;Neue Tokens</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>Modell öffnen …</translation>
    </message>
    <message>
        <source>f32: exact</source>
        <translation>f32: exakt</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>%1 wird geöffnet …</translation>
    </message>
    <message>
        <source>■ Stop  (Esc)</source>
        <translation>■ Anhalten  (Esc)</translation>
    </message>
    <message>
        <source>▶ Generate  (Ctrl+Return)</source>
        <translation>▶ Schreiben  (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Schreiben</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::ComparisonPicture</name>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>JPEG quality %1</source>
        <translation>JPEG-Qualität %1</translation>
    </message>
    <message>
        <source>%1 · %2 layers · %3 dimensions · %4</source>
        <translation>%1 · %2 Schichten · %3 Dimensionen · %4</translation>
    </message>
    <message>
        <source>The prompt&apos;s tokens, and the cosine of each one&apos;s embedding before and after</source>
        <translation>Die Tokens des Prompts und der Kosinus der Einbettung eines jeden, davor und danach</translation>
    </message>
    <message>
        <source>… and %1 more tokens</source>
        <translation>… und %1 weitere Tokens</translation>
    </message>
    <message>
        <source>Cosine of the embeddings, before and after JPEG</source>
        <translation>Kosinus der Einbettungen, vor und nach JPEG</translation>
    </message>
    <message>
        <source>Embeddings: %1 tokens × %2 dimensions</source>
        <translation>Einbettungen: %1 Tokens × %2 Dimensionen</translation>
    </message>
    <message>
        <source>before</source>
        <translation>davor</translation>
    </message>
    <message>
        <source>after JPEG %1</source>
        <translation>nach JPEG %1</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>No text was written.</source>
        <translation>Es wurde kein Text geschrieben.</translation>
    </message>
    <message>
        <source>no distortion</source>
        <translation>keine Verzerrung</translation>
    </message>
    <message>
        <source>cosine %1</source>
        <translation>Kosinus %1</translation>
    </message>
    <message>
        <source>n = 1: one sample is an anecdote</source>
        <translation>n = 1: eine einzige Stichprobe ist eine Anekdote</translation>
    </message>
    <message>
        <source>LossyLens: a comparison</source>
        <translation>LossyLens: ein Vergleich</translation>
    </message>
    <message>
        <source>LossyLens: %1</source>
        <translation>LossyLens: %1</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::CurvePanel</name>
    <message>
        <source>Type a prompt to see how the cosine falls with the quality.</source>
        <translation>Einen Prompt eingeben, um zu sehen, wie der Kosinus mit der Qualität fällt.</translation>
    </message>
    <message>
        <source>Cosine and bytes a token over JPEG quality</source>
        <translation>Kosinus und Bytes je Token über der JPEG-Qualität</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::CurvePlot</name>
    <message>
        <source>cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>bytes a token</source>
        <translation>Bytes je Token</translation>
    </message>
    <message>
        <source>this prompt</source>
        <translation>dieser Prompt</translation>
    </message>
    <message>
        <source>each token</source>
        <translation>jedes Token</translation>
    </message>
    <message>
        <source>selected token</source>
        <translation>gewähltes Token</translation>
    </message>
    <message>
        <source>Haylett 2025, GPT-2 large</source>
        <translation>Haylett 2025, GPT-2 large</translation>
    </message>
    <message>
        <source>bytes (right axis)</source>
        <translation>Bytes (rechte Achse)</translation>
    </message>
    <message>
        <source>JPEG quality</source>
        <translation>JPEG-Qualität</translation>
    </message>
    <message>
        <source>whole vocabulary, 5–95 % (n = %1)</source>
        <translation>ganzes Vokabular, 5–95 % (n = %1)</translation>
    </message>
    <message>
        <source>selected: %1</source>
        <translation>gewählt: %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>cosine %1 flattened · %2 mean
%3 bytes a token, %4 of them header</source>
        <translation>Kosinus %1 aneinandergereiht · %2 im Mittel
%3 Bytes je Token, davon %4 Kopf</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::EmbeddingPanel</name>
    <message>
        <source>n/a</source>
        <translation>k. A.</translation>
    </message>
    <message>
        <source>embeddings</source>
        <translation>Einbettungen</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Davor</translation>
    </message>
    <message>
        <source>Key 1</source>
        <translation>Taste 1</translation>
    </message>
    <message>
        <source>Before | after</source>
        <translation>Davor | danach</translation>
    </message>
    <message>
        <source>Key 2; once more: after alone</source>
        <translation>Taste 2; noch einmal: nur danach</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>Key 3</source>
        <translation>Taste 3</translation>
    </message>
    <message>
        <source>All three</source>
        <translation>Alle drei</translation>
    </message>
    <message>
        <source>Key 4</source>
        <translation>Taste 4</translation>
    </message>
    <message>
        <source>All tokens</source>
        <translation>Alle Tokens</translation>
    </message>
    <message>
        <source>Selected token</source>
        <translation>Gewähltes Token</translation>
    </message>
    <message>
        <source>Colours of the values</source>
        <translation>Farben der Werte</translation>
    </message>
    <message>
        <source>before</source>
        <translation>davor</translation>
    </message>
    <message>
        <source>after</source>
        <translation>danach</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>Embeddings, %1</source>
        <translation>Einbettungen, %1</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>Einbettungen</translation>
    </message>
    <message>
        <source>Embedding of token %1 “%2” as JPEG sees it: %3 × %4</source>
        <translation>Einbettung von Token %1 „%2“, wie JPEG sie sieht: %3 × %4</translation>
    </message>
    <message>
        <source>Embeddings: %1 tokens × %2 dimensions</source>
        <translation>Einbettungen: %1 Tokens × %2 Dimensionen</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>nach %1</translation>
    </message>
    <message>
        <source>after %1 − before</source>
        <translation>nach %1 − davor</translation>
    </message>
    <message>
        <source>Type a prompt to see its embeddings before and after.</source>
        <translation>Einen Prompt eingeben, um seine Einbettungen davor und danach zu sehen.</translation>
    </message>
    <message>
        <source>Point at a number or use the arrow keys to read it; click to select its token. Wheel, + and − zoom, dragging pans, 0 shows all.</source>
        <translation>Auf eine Zahl zeigen oder mit den Pfeiltasten zu ihr gehen, um sie zu lesen; ein Klick wählt ihr Token. Mausrad, + und − vergrößern und verkleinern, Ziehen verschiebt, 0 zeigt alles.</translation>
    </message>
    <message>
        <source>padding: a zero that fills the plane, and is dropped again</source>
        <translation>Füllung: eine Null, die die Ebene auffüllt und wieder wegfällt</translation>
    </message>
    <message>
        <source>token %1 “%2” · dimension %3 · before %4 · after %5 · error %6</source>
        <translation>Token %1 „%2“ · Dimension %3 · davor %4 · danach %5 · Fehler %6</translation>
    </message>
    <message>
        <source>%1 numbers are in sight: zoom in until there are at most %2, or export them as a table.</source>
        <translation>%1 Zahlen sind zu sehen: vergrößern, bis es höchstens %2 sind, oder als Tabelle exportieren.</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::Exporter</name>
    <message>
        <source>Comparison &amp;picture…</source>
        <translation>Vergleichs&amp;bild …</translation>
    </message>
    <message>
        <source>&amp;Curve as table…</source>
        <translation>&amp;Kurve als Tabelle …</translation>
    </message>
    <message>
        <source>&amp;Embeddings as table…</source>
        <translation>&amp;Einbettungen als Tabelle …</translation>
    </message>
    <message>
        <source>&amp;Run with all texts…</source>
        <translation>&amp;Durchlauf mit allen Texten …</translation>
    </message>
    <message>
        <source>Copy &amp;texts</source>
        <translation>&amp;Texte kopieren</translation>
    </message>
    <message>
        <source>Copy command &amp;line</source>
        <translation>Befehls&amp;zeile kopieren</translation>
    </message>
    <message>
        <source>The command line is on the clipboard</source>
        <translation>Die Befehlszeile ist in der Zwischenablage</translation>
    </message>
    <message>
        <source>The texts are on the clipboard</source>
        <translation>Die Texte sind in der Zwischenablage</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::FilmFrame</name>
    <message>
        <source>not written</source>
        <translation>nicht geschrieben</translation>
    </message>
    <message>
        <source>loop × %1</source>
        <translation>Schleife × %1</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>Quality %1: %2</source>
        <translation>Qualität %1: %2</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::Filmstrip</name>
    <message>
        <source>Filmstrip</source>
        <translation>Filmstreifen</translation>
    </message>
    <message>
        <source>Filmstrip: text at quality %1</source>
        <translation>Filmstreifen: Text bei Qualität %1</translation>
    </message>
    <message>
        <source>Filmstrip: text at %1, the nearest filmed one to %2</source>
        <translation>Filmstreifen: Text bei %1, der %2 am nächsten liegt</translation>
    </message>
    <message>
        <source>all texts took %1 s and at most %2 of memory</source>
        <translation>alle Texte brauchten %1 s und höchstens %2 Speicher</translation>
    </message>
    <message>
        <source>takes at most %1 of memory while it is written</source>
        <translation>braucht beim Schreiben höchstens %1 Speicher</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::FindBar</name>
    <message>
        <source>Find in the texts</source>
        <translation>In den Texten suchen</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Previous match, Shift+F3</source>
        <translation>Voriger Treffer, Umschalt+F3</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Next match, F3</source>
        <translation>Nächster Treffer, F3</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close the search, Esc</source>
        <translation>Suche schließen, Esc</translation>
    </message>
    <message>
        <source>no match</source>
        <translation>kein Treffer</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
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
        <source>F&amp;ind in the texts</source>
        <translation>&amp;In den Texten suchen</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::MainWindow</name>
    <message>
        <source>The settings file was damaged: it is now %1, and the usual settings are in place.</source>
        <translation>Die Datei der Einstellungen war beschädigt: Sie heißt jetzt %1, und es gelten die üblichen Einstellungen.</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 wurde gespeichert</translation>
    </message>
    <message>
        <source>Open a model to begin</source>
        <translation>Zum Anfangen ein Modell öffnen</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>%1 wird geöffnet</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>The model was not opened</source>
        <translation>Das Modell wurde nicht geöffnet</translation>
    </message>
    <message>
        <source>Puts the prompt where the model expects a person&apos;s message</source>
        <translation>Setzt den Prompt dorthin, wo das Modell die Nachricht eines Menschen erwartet</translation>
    </message>
    <message>
        <source>This model has no chat template that is known</source>
        <translation>Dieses Modell hat keine bekannte Chat-Vorlage</translation>
    </message>
    <message>
        <source>%1 and %2 new ones: %3 do not fit into the context of %4</source>
        <translation>%1 und %2 neue: %3 passen nicht in den Kontext von %4</translation>
    </message>
    <message>
        <source>Begins as soon as the model is open</source>
        <translation>Beginnt, sobald das Modell offen ist</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::MessageStrip</name>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::ModelPage</name>
    <message>
        <source>The weights of this file are themselves compressed (%1): the baseline is lossy, too. Both texts use the same weights; only the embeddings of the second went through JPEG.</source>
        <translation>Die Gewichte dieser Datei sind selbst komprimiert (%1): Auch der Ausgangstext ist verlustbehaftet. Beide Texte nutzen dieselben Gewichte; nur die Einbettungen des zweiten gingen durch JPEG.</translation>
    </message>
    <message>
        <source>Open model &amp;file…</source>
        <translation>Modell&amp;datei öffnen …</translation>
    </message>
    <message>
        <source>Open model f&amp;older…</source>
        <translation>Modell&amp;ordner öffnen …</translation>
    </message>
    <message>
        <source>&amp;Back to the texts</source>
        <translation>&amp;Zurück zu den Texten</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>A&amp;bbrechen</translation>
    </message>
    <message>
        <source>Recent mode&amp;ls</source>
        <translation>&amp;Letzte Modelle</translation>
    </message>
    <message>
        <source>Recent models</source>
        <translation>Letzte Modelle</translation>
    </message>
    <message>
        <source>Progress of opening the model</source>
        <translation>Fortschritt beim Öffnen des Modells</translation>
    </message>
    <message>
        <source>No model is open</source>
        <translation>Kein Modell ist offen</translation>
    </message>
    <message>
        <source>Open a model to begin: a .gguf file, a .safetensors file or a Hugging Face folder of the GPT-2 or Llama family. You can also drop it on this window.</source>
        <translation>Zum Anfangen ein Modell öffnen: eine .gguf-Datei, eine .safetensors-Datei oder einen Hugging-Face-Ordner der GPT-2- oder Llama-Familie. Es lässt sich auch auf dieses Fenster ziehen.</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>Architektur</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Dimensions of an embedding</source>
        <translation>Dimensionen einer Einbettung</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Tokens</translation>
    </message>
    <message>
        <source>Precision of the file</source>
        <translation>Genauigkeit der Datei</translation>
    </message>
    <message>
        <source>Size of the weights</source>
        <translation>Größe der Gewichte</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>%1 wird geöffnet</translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation>Modellordner öffnen</translation>
    </message>
    <message>
        <source>Open a model file</source>
        <translation>Modelldatei öffnen</translation>
    </message>
    <message>
        <source>Models (*.gguf *.safetensors)</source>
        <translation>Modelle (*.gguf *.safetensors)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::PinnedStream</name>
    <message>
        <source>only the prompt distorted</source>
        <translation>nur der Prompt verzerrt</translation>
    </message>
    <message>
        <source>only what is generated distorted</source>
        <translation>nur das Geschriebene verzerrt</translation>
    </message>
    <message>
        <source>greedy</source>
        <translation>greedy</translation>
    </message>
    <message>
        <source>temperature %1 · top-k %2 · top-p %3 · seed %4</source>
        <translation>Temperatur %1 · Top-k %2 · Top-p %3 · Seed %4</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::PrecisionBox</name>
    <message>
        <source>f32: exact. The file&apos;s %1 weights are widened to float32, and so is all arithmetic.</source>
        <translation>f32: exakt. Die %1-Gewichte der Datei werden zu float32 erweitert, und so wird auch gerechnet.</translation>
    </message>
    <message>
        <source>%1: %2 weights, 8-bit activations</source>
        <translation>%1: %2-Gewichte, Aktivierungen mit 8 Bit</translation>
    </message>
    <message>
        <source>%1: %2 weights, float32 activations</source>
        <translation>%1: %2-Gewichte, Aktivierungen in float32</translation>
    </message>
    <message>
        <source>&amp;Measure against exact</source>
        <translation>Gegen e&amp;xakt messen</translation>
    </message>
    <message>
        <source>Precision to compute in</source>
        <translation>Genauigkeit, mit der gerechnet wird</translation>
    </message>
    <message>
        <source>Compute &amp;in</source>
        <translation>Re&amp;chnen in</translation>
    </message>
    <message>
        <source>Progress of measuring</source>
        <translation>Fortschritt der Messung</translation>
    </message>
    <message>
        <source>stored: as fast as the file allows</source>
        <translation>stored: so schnell, wie die Datei es erlaubt</translation>
    </message>
    <message>
        <source>f16: held in 16 bits</source>
        <translation>f16: in 16 Bit gehalten</translation>
    </message>
    <message>
        <source>bf16: held in 16 bits, of which fewer for the fraction</source>
        <translation>bf16: in 16 Bit gehalten, davon weniger für die Nachkommastellen</translation>
    </message>
    <message>
        <source>q8_0: held in 8 bits, fastest</source>
        <translation>q8_0: in 8 Bit gehalten, am schnellsten</translation>
    </message>
    <message>
        <source>f32: exact, slower, with more memory</source>
        <translation>f32: exakt, langsamer, mit mehr Speicher</translation>
    </message>
    <message>
        <source>Against exact: mean KL %1 nats, the same likeliest token at %2 % of the positions (n = %3, a fixed text)</source>
        <translation>Gegen exakt: mittlere KL %1 Nats, dasselbe wahrscheinlichste Token an %2 % der Stellen (n = %3, ein fester Text)</translation>
    </message>
    <message>
        <source>This is the exact mode that others are measured against.</source>
        <translation>Dies ist der exakte Modus, an dem andere gemessen werden.</translation>
    </message>
    <message>
        <source>Not measured yet: how far this is from the exact mode.</source>
        <translation>Noch nicht gemessen: wie weit dies vom exakten Modus entfernt ist.</translation>
    </message>
    <message>
        <source>Stop me&amp;asuring</source>
        <translation>Messung &amp;anhalten</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::Presets</name>
    <message>
        <source>philosophical discussion; minor recursion, still coherent</source>
        <translation>philosophische Erörterung; etwas Rekursion, noch zusammenhängend</translation>
    </message>
    <message>
        <source>personality Q&amp;A; categorization, structured recall</source>
        <translation>Fragen und Antworten zur Person; Einordnen, geordnetes Erinnern</translation>
    </message>
    <message>
        <source>disjointed storytelling; self-referential loops, hallucinations</source>
        <translation>zusammenhangloses Erzählen; selbstbezügliche Schleifen, Halluzinationen</translation>
    </message>
    <message>
        <source>existential despair; mode collapse, paranoia, recursion</source>
        <translation>existenzielle Verzweiflung; Mode Collapse, Paranoia, Rekursion</translation>
    </message>
    <message>
        <source>Haylett 2025</source>
        <translation>Haylett 2025</translation>
    </message>
    <message>
        <source>Quality %1: cosine %2 in the paper</source>
        <translation>Qualität %1: Kosinus %2 im Artikel</translation>
    </message>
    <message>
        <source>Haylett 2025, GPT-2 large, quality %1: cosine %2, answer described as “%3”. The printed listing cannot run as printed (its forward returns a bare tensor) and has “top_p=0.”, which the text gives as .95, used here. One sample proves nothing.</source>
        <translation>Haylett 2025, GPT-2 large, Qualität %1: Kosinus %2, Antwort beschrieben als „%3“. Das abgedruckte Programm läuft so nicht (sein forward gibt einen bloßen Tensor zurück) und hat „top_p=0.“; im Text steht .95, was hier gilt. Eine einzige Stichprobe beweist nichts.</translation>
    </message>
    <message>
        <source>Stories</source>
        <translation>Geschichten</translation>
    </message>
    <message>
        <source>The clock-maker, quality 25</source>
        <translation>Der Uhrmacher, Qualität 25</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::ProbePage</name>
    <message>
        <source>C&amp;hat template</source>
        <translation>C&amp;hat-Vorlage</translation>
    </message>
    <message>
        <source>Pro&amp;mpt</source>
        <translation>Pr&amp;ompt</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::PromptEditor</name>
    <message>
        <source>Write something for the model to go on from</source>
        <translation>Etwas schreiben, woran das Modell anknüpft</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::QualitySlider</name>
    <message>
        <source>JPEG quality</source>
        <translation>JPEG-Qualität</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::ScaleBar</name>
    <message>
        <source>colours from %1 to %2</source>
        <translation>Farben von %1 bis %2</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::StatusLine</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>1 stream, %1 tokens/s</source>
        <translation>1 Text, %1 Tokens/s</translation>
    </message>
    <message>
        <source>%1 streams, %2 tokens/s each</source>
        <translation>%1 Texte, je %2 Tokens/s</translation>
    </message>
    <message>
        <source>codec %1 ms</source>
        <translation>Codec %1 ms</translation>
    </message>
    <message>
        <source>n = %1 sample: an anecdote</source>
        <translation>n = %1 Stichprobe: eine Anekdote</translation>
    </message>
    <message>
        <source>1 text kept: %1</source>
        <translation>1 Text aufgehoben: %1</translation>
    </message>
    <message>
        <source>%1 texts kept: %2</source>
        <translation>%1 Texte aufgehoben: %2</translation>
    </message>
    <message>
        <source>Texts that are shown again without being written again; at most %1, then the one that was not used for longest goes</source>
        <translation>Texte, die wieder gezeigt werden, ohne neu geschrieben zu werden; höchstens %1, dann fällt der am längsten nicht gebrauchte weg</translation>
    </message>
    <message>
        <source>memory %1</source>
        <translation>Speicher %1</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::StrengthRow</name>
    <message>
        <source>&amp;Control: rotation of equal cosine</source>
        <translation>Kontrolle: &amp;Drehung gleichen Kosinus’</translation>
    </message>
    <message>
        <source>&amp;Write on past the end of a text</source>
        <translation>Über das Textende hinaus &amp;weiterschreiben</translation>
    </message>
    <message>
        <source>&amp;Filmstrip %1</source>
        <translation>&amp;Filmstreifen %1</translation>
    </message>
    <message>
        <source>JPEG &amp;quality</source>
        <translation>JPEG-&amp;Qualität</translation>
    </message>
    <message>
        <source>&amp;Distortion</source>
        <translation>&amp;Verzerrung</translation>
    </message>
    <message>
        <source>Sc&amp;ope</source>
        <translation>&amp;Umfang</translation>
    </message>
    <message>
        <source>A third stream: every embedding is turned until its cosine is the same as JPEG&apos;s</source>
        <translation>Ein dritter Text: Jede Einbettung wird gedreht, bis ihr Kosinus derselbe ist wie nach JPEG</translation>
    </message>
    <message>
        <source>Otherwise a text stops where the model says that it has ended</source>
        <translation>Sonst hört ein Text dort auf, wo das Modell ihn für beendet erklärt</translation>
    </message>
    <message>
        <source>Writes the texts of all these qualities in one batch; then the slider goes through them at once</source>
        <translation>Schreibt die Texte all dieser Qualitäten in einem Zug; danach geht der Regler sofort durch sie hindurch</translation>
    </message>
    <message>
        <source>%1, as strong as JPEG</source>
        <translation>%1, so stark wie JPEG</translation>
    </message>
    <message>
        <source>prompt and generated</source>
        <translation>Prompt und Geschriebenes</translation>
    </message>
    <message>
        <source>prompt only</source>
        <translation>nur Prompt</translation>
    </message>
    <message>
        <source>generated only</source>
        <translation>nur Geschriebenes</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::TextLegend</name>
    <message>
        <source>Legend: %1 %2</source>
        <translation>Legende: %1 %2</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::TextMarks</name>
    <message>
        <source>Baseline</source>
        <translation>Ausgangstext</translation>
    </message>
    <message>
        <source>JPEG %1</source>
        <translation>JPEG %1</translation>
    </message>
    <message>
        <source>%1, as strong as JPEG %2</source>
        <translation>%1, so stark wie JPEG %2</translation>
    </message>
    <message>
        <source>%1, cosine %2</source>
        <translation>%1, Kosinus %2</translation>
    </message>
    <message>
        <source>%1, fresh</source>
        <translation>%1, frisch gezogen</translation>
    </message>
    <message>
        <source>%1, norm restored</source>
        <translation>%1, Norm wiederhergestellt</translation>
    </message>
    <message>
        <source>%1, nearest token</source>
        <translation>%1, nächstes Token</translation>
    </message>
    <message>
        <source>loop: 1 token × %1</source>
        <translation>Schleife: 1 Token × %1</translation>
    </message>
    <message>
        <source>loop: %1 tokens × %2</source>
        <translation>Schleife: %1 Tokens × %2</translation>
    </message>
    <message>
        <source>equals the baseline so far</source>
        <translation>bisher gleich dem Ausgangstext</translation>
    </message>
    <message>
        <source>agrees for 1 token</source>
        <translation>stimmt 1 Token lang überein</translation>
    </message>
    <message>
        <source>agrees for %1 tokens</source>
        <translation>stimmt %1 Tokens lang überein</translation>
    </message>
    <message>
        <source>n/a</source>
        <translation>k. A.</translation>
    </message>
    <message>
        <source>seq-rep-4 %1</source>
        <translation>seq-rep-4 %1</translation>
    </message>
    <message>
        <source>perplexity %1</source>
        <translation>Perplexität %1</translation>
    </message>
    <message>
        <source>no loop</source>
        <translation>keine Schleife</translation>
    </message>
    <message>
        <source>tone n/a</source>
        <translation>Ton: k. A.</translation>
    </message>
    <message>
        <source>tone: %1 of 1 sentence negative</source>
        <translation>Ton: %1 von 1 Satz negativ</translation>
    </message>
    <message>
        <source>tone: %1 of %2 sentences negative</source>
        <translation>Ton: %1 von %2 Sätzen negativ</translation>
    </message>
    <message>
        <source>diversity %1</source>
        <translation>Vielfalt %1</translation>
    </message>
    <message>
        <source>gzip ratio %1 at %2 bytes</source>
        <translation>gzip-Verhältnis %1 bei %2 Bytes</translation>
    </message>
    <message>
        <source>mean KL %1 nats</source>
        <translation>mittlere KL %1 Nats</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 Tokens/s</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::TextPane</name>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Keeps this text beside those that are written next</source>
        <translation>Behält diesen Text neben denen, die als nächste geschrieben werden</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Waiting for the first token</source>
        <translation>Wartet auf das erste Token</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Ablösen</translation>
    </message>
    <message>
        <source>Text of %1</source>
        <translation>Text von %1</translation>
    </message>
    <message>
        <source>Pin %1</source>
        <translation>%1 anheften</translation>
    </message>
    <message>
        <source>Unpin %1</source>
        <translation>%1 ablösen</translation>
    </message>
    <message>
        <source>Copy the text of %1</source>
        <translation>Text von %1 kopieren</translation>
    </message>
    <message>
        <source>cosine %1</source>
        <translation>Kosinus %1</translation>
    </message>
    <message>
        <source>Press Generate to see what the model writes.</source>
        <translation>Auf „Schreiben“ drücken, um zu sehen, was das Modell schreibt.</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::TextScale</name>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>Surprisal of each token under the undistorted model, bits:</source>
        <translation>Überraschung jedes Tokens unter dem unverzerrten Modell, Bit:</translation>
    </message>
    <message>
        <source>Rank of each token under the undistorted model:</source>
        <translation>Rang jedes Tokens unter dem unverzerrten Modell:</translation>
    </message>
    <message>
        <source>KL (undistorted ‖ distorted) where each token stands, nats:</source>
        <translation>KL (unverzerrt ‖ verzerrt) an der Stelle jedes Tokens, Nats:</translation>
    </message>
    <message>
        <source>&lt; %1</source>
        <translation>&lt; %1</translation>
    </message>
    <message>
        <source>≥ %1</source>
        <translation>≥ %1</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::TextTools</name>
    <message>
        <source>differences</source>
        <translation>Unterschieden</translation>
    </message>
    <message>
        <source>surprisal</source>
        <translation>Überraschung</translation>
    </message>
    <message>
        <source>rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>View of the texts</source>
        <translation>Ansicht der Texte</translation>
    </message>
    <message>
        <source>Te&amp;xts by</source>
        <translation>Te&amp;xte nach</translation>
    </message>
    <message>
        <source>Every text shows what was written in the same step</source>
        <translation>Jeder Text zeigt, was im selben Schritt geschrieben wurde</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>Suchen …</translation>
    </message>
    <message>
        <source>Ctrl+F</source>
        <translation>Strg+F</translation>
    </message>
    <message>
        <source>Find in the texts</source>
        <translation>In den Texten suchen</translation>
    </message>
    <message>
        <source>measured: %1 of %2 tokens</source>
        <translation>gemessen: %1 von %2 Tokens</translation>
    </message>
    <message>
        <source>Scro&amp;ll together</source>
        <translation>Gemeinsam b&amp;lättern</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::TextsView</name>
    <message>
        <source>Baseline</source>
        <translation>Ausgangstext</translation>
    </message>
    <message>
        <source>Distorted</source>
        <translation>Verzerrt</translation>
    </message>
    <message>
        <source>To see the nearest tokens, open the model of this text.</source>
        <translation>Um die nächsten Tokens zu sehen, das Modell dieses Textes öffnen.</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::TokenChips</name>
    <message>
        <source>Tokens of the prompt</source>
        <translation>Tokens des Prompts</translation>
    </message>
    <message>
        <source>token %1 of %2: %3, cosine %4</source>
        <translation>Token %1 von %2: %3, Kosinus %4</translation>
    </message>
    <message>
        <source>The prompt&apos;s tokens appear here.</source>
        <translation>Hier erscheinen die Tokens des Prompts.</translation>
    </message>
    <message>
        <source>token %1, cosine %2</source>
        <translation>Token %1, Kosinus %2</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::TokenPopup</name>
    <message>
        <source>What is known of a token</source>
        <translation>Was über ein Token bekannt ist</translation>
    </message>
    <message>
        <source>Arrow keys: other tokens. Enter: into this sheet. Esc: close.</source>
        <translation>Pfeiltasten: andere Tokens. Eingabe: in dieses Blatt. Esc: schließen.</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy what is known of this token</source>
        <translation>Kopieren, was über dieses Token bekannt ist</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::TokenReport</name>
    <message>
        <source>%1 bits</source>
        <translation>%1 Bit</translation>
    </message>
    <message>
        <source>&amp;lt; 0.1 %</source>
        <translation>&amp;lt; 0,1 %</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>This token is not measured yet.</source>
        <translation>Dieses Token ist noch nicht gemessen.</translation>
    </message>
    <message>
        <source>undistorted</source>
        <translation>unverzerrt</translation>
    </message>
    <message>
        <source>surprisal</source>
        <translation>Überraschung</translation>
    </message>
    <message>
        <source>rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>KL (undistorted ‖ %1) where it stands: %2 nats</source>
        <translation>KL (unverzerrt ‖ %1) an seiner Stelle: %2 Nats</translation>
    </message>
    <message>
        <source>expected here</source>
        <translation>hier erwartet</translation>
    </message>
    <message>
        <source>with %1</source>
        <translation>mit %1</translation>
    </message>
    <message>
        <source>Looking for the nearest tokens…</source>
        <translation>Die nächsten Tokens werden gesucht …</translation>
    </message>
    <message>
        <source>nearest embeddings</source>
        <translation>nächste Einbettungen</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>nach %1</translation>
    </message>
    <message>
        <source>Token %1 of %2: &lt;b&gt;%3&lt;/b&gt;, id %4</source>
        <translation>Token %1 von %2: &lt;b&gt;%3&lt;/b&gt;, Nummer %4</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::WindowActions</name>
    <message>
        <source>Generate</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Open model &amp;file…</source>
        <translation>Modell&amp;datei öffnen …</translation>
    </message>
    <message>
        <source>Open model f&amp;older…</source>
        <translation>Modell&amp;ordner öffnen …</translation>
    </message>
    <message>
        <source>About this &amp;model</source>
        <translation>Über dieses &amp;Modell</translation>
    </message>
    <message>
        <source>&amp;Recent prompts</source>
        <translation>&amp;Letzte Prompts</translation>
    </message>
    <message>
        <source>F&amp;ind in the texts…</source>
        <translation>In den Texten &amp;suchen …</translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation>&amp;Weitersuchen</translation>
    </message>
    <message>
        <source>Find &amp;previous</source>
        <translation>&amp;Rückwärts suchen</translation>
    </message>
    <message>
        <source>&amp;Undo a setting</source>
        <translation>Einstellung &amp;zurücknehmen</translation>
    </message>
    <message>
        <source>Write the texts &amp;anew</source>
        <translation>Texte &amp;neu schreiben</translation>
    </message>
    <message>
        <source>A&amp;bout LossyLens</source>
        <translation>Ü&amp;ber LossyLens</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>B&amp;eenden</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Noch keine</translation>
    </message>
    <message>
        <source>&amp;While the slider rests</source>
        <translation>Sobald der Regler &amp;ruht</translation>
    </message>
    <message>
        <source>When the slider is &amp;released</source>
        <translation>Wenn der Regler &amp;losgelassen wird</translation>
    </message>
    <message>
        <source>Only with &amp;Generate</source>
        <translation>Nur mit „&amp;Schreiben“</translation>
    </message>
    <message>
        <source>R&amp;edo a setting</source>
        <translation>Einstellung wieder&amp;herstellen</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::WipeDivider</name>
    <message>
        <source>Divider between before and after</source>
        <translation>Trennlinie zwischen davor und danach</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::Writing</name>
    <message>
        <source>1 token</source>
        <translation>1 Token</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Tokens</translation>
    </message>
    <message>
        <source>Generating</source>
        <translation>Es wird geschrieben</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Wird angehalten</translation>
    </message>
    <message>
        <source>From the last session: what %1 wrote after “%2”. Generate writes anew.</source>
        <translation>Aus der letzten Sitzung: was %1 nach „%2“ schrieb. „Schreiben“ schreibt neu.</translation>
    </message>
    <message>
        <source>Stopped: the prompt has changed</source>
        <translation>Angehalten: Der Prompt hat sich geändert</translation>
    </message>
    <message>
        <source>Stopped after %1</source>
        <translation>Angehalten nach %1</translation>
    </message>
    <message>
        <source>Shown again: %1</source>
        <translation>Wieder gezeigt: %1</translation>
    </message>
    <message>
        <source>Done: %1</source>
        <translation>Fertig: %1</translation>
    </message>
    <message>
        <source>Measuring the perplexity</source>
        <translation>Die Perplexität wird gemessen</translation>
    </message>
    <message>
        <source>Generating token %1 of %2</source>
        <translation>Token %1 von %2 wird geschrieben</translation>
    </message>
    <message>
        <source>Generating token %1 of %2, %3 s left</source>
        <translation>Token %1 von %2 wird geschrieben, noch %3 s</translation>
    </message>
    <message>
        <source>Generation failed</source>
        <translation>Das Schreiben ist fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::XrayPanel</name>
    <message>
        <source>cosine %1, relative squared error %2</source>
        <translation>Kosinus %1, relativer quadratischer Fehler %2</translation>
    </message>
    <message>
        <source>itself (%1)</source>
        <translation>es selbst (%1)</translation>
    </message>
    <message>
        <source>“%1” id %2 (%3)</source>
        <translation>„%1“ Nummer %2 (%3)</translation>
    </message>
    <message>
        <source>being looked for …</source>
        <translation>wird gesucht …</translation>
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
        <source>X-ray: sizes, errors, nearest tokens</source>
        <translation>Röntgenbild: Größen, Fehler, nächste Tokens</translation>
    </message>
    <message>
        <source>X-ray</source>
        <translation>Röntgenbild</translation>
    </message>
    <message>
        <source>2 rows (the paper’s)</source>
        <translation>2 Zeilen (wie im Artikel)</translation>
    </message>
    <message>
        <source>whole prompt, a row a token</source>
        <translation>ganzer Prompt, je Token eine Zeile</translation>
    </message>
    <message>
        <source>in order</source>
        <translation>in Reihenfolge</translation>
    </message>
    <message>
        <source>halves swapped</source>
        <translation>Hälften vertauscht</translation>
    </message>
    <message>
        <source>permuted</source>
        <translation>gemischt</translation>
    </message>
    <message>
        <source>Rows of the plane</source>
        <translation>Zeilen der Ebene</translation>
    </message>
    <message>
        <source>Order of the dimensions</source>
        <translation>Reihenfolge der Dimensionen</translation>
    </message>
    <message>
        <source>Round to 8 bits; the paper truncates, which moves every number down by half a level</source>
        <translation>Auf 8 Bit runden; der Artikel schneidet ab, was jede Zahl um eine halbe Stufe senkt</translation>
    </message>
    <message>
        <source>&amp;Block by block</source>
        <translation>Blo&amp;ck für Block</translation>
    </message>
    <message>
        <source>1 Samples</source>
        <translation>1 Abtastwerte</translation>
    </message>
    <message>
        <source>2 Their DCT</source>
        <translation>2 Ihre DCT</translation>
    </message>
    <message>
        <source>3 Quantisation table</source>
        <translation>3 Quantisierungstabelle</translation>
    </message>
    <message>
        <source>4 = 2 ÷ 3, rounded</source>
        <translation>4 = 2 ÷ 3, gerundet</translation>
    </message>
    <message>
        <source>5 What the selected one adds</source>
        <translation>5 Beitrag des gewählten</translation>
    </message>
    <message>
        <source>6 Samples that come back</source>
        <translation>6 Werte danach</translation>
    </message>
    <message>
        <source>X-ray of token %1 “%2”: JPEG %3 of %4 × %5 samples</source>
        <translation>Röntgenbild von Token %1 „%2“: JPEG %3 aus %4 × %5 Abtastwerten</translation>
    </message>
    <message>
        <source>Whole</source>
        <translation>Ganzes</translation>
    </message>
    <message>
        <source>cosine %1, norm × %2</source>
        <translation>Kosinus %1, Norm × %2</translation>
    </message>
    <message>
        <source>First half</source>
        <translation>Erste Hälfte</translation>
    </message>
    <message>
        <source>Second half</source>
        <translation>Zweite Hälfte</translation>
    </message>
    <message>
        <source>File of all tokens</source>
        <translation>Datei aller Tokens</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>%1 bytes: header %2, payload %3; %4 of float32, %5 of float16, %6 of int8</source>
        <translation>%1 Bytes: Kopf %2, Nutzdaten %3; %4 von float32, %5 von float16, %6 von int8</translation>
    </message>
    <message>
        <source>Block %1 of %2</source>
        <translation>Block %1 von %2</translation>
    </message>
    <message>
        <source>%1 bits, %2 of 64 coefficients are not zero</source>
        <translation>%1 Bit, %2 von 64 Koeffizienten sind nicht null</translation>
    </message>
    <message>
        <source>Nearest before</source>
        <translation>Nächste davor</translation>
    </message>
    <message>
        <source>Nearest after</source>
        <translation>Nächste danach</translation>
    </message>
    <message>
        <source>Type a prompt, and select one of its tokens to look into it.</source>
        <translation>Einen Prompt eingeben und eines seiner Tokens wählen, um hineinzusehen.</translation>
    </message>
    <message>
        <source>Block %1: what lies beyond the dashed line repeats the last row or column</source>
        <translation>Block %1: Was jenseits der gestrichelten Linie liegt, wiederholt die letzte Zeile oder Spalte</translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>Block %1</translation>
    </message>
    <message>
        <source>Coefficient (%1 down, %2 across): %3 ÷ %4 = %5, rounded %6, comes back as %7.</source>
        <translation>Koeffizient (%1 abwärts, %2 quer): %3 ÷ %4 = %5, gerundet %6, kommt zurück als %7.</translation>
    </message>
    <message>
        <source>%1 It adds nothing.</source>
        <translation>%1 Er trägt nichts bei.</translation>
    </message>
    <message>
        <source>%1 It adds %2 to %3 to the samples.</source>
        <translation>%1 Er trägt %2 bis %3 zu den Werten bei.</translation>
    </message>
    <message>
        <source>Sample in row %1, column %2: %3 comes back as %4, an error of %5.</source>
        <translation>Wert in Zeile %1, Spalte %2: %3 kommt zurück als %4, ein Fehler von %5.</translation>
    </message>
    <message>
        <source>%1 It only fills the block and is dropped again.</source>
        <translation>%1 Er füllt nur den Block und fällt wieder weg.</translation>
    </message>
    <message>
        <source>Round le&amp;vels</source>
        <translation>&amp;Auf 8 Bit runden</translation>
    </message>
    <message>
        <source>Pl&amp;ane</source>
        <translation>E&amp;bene</translation>
    </message>
    <message>
        <source>n/a</source>
        <translation>k. A.</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::XrayPlane</name>
    <message>
        <source>Blocks of the plane</source>
        <translation>Blöcke der Ebene</translation>
    </message>
</context>
</TS>
