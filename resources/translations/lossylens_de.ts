<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>DistortionWords</name>
    <message>
        <source>JPEG</source>
        <translation>JPEG</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>Rotation</translation>
    </message>
    <message>
        <source>Gaussian noise</source>
        <translation>Gaußsches Rauschen</translation>
    </message>
    <message>
        <source>Uniform noise</source>
        <translation>Gleichverteiltes Rauschen</translation>
    </message>
    <message>
        <source>Largest DCT coefficients</source>
        <translation>Größte DCT-Koeffizienten</translation>
    </message>
    <message>
        <source>Largest Fourier frequencies</source>
        <translation>Größte Fourier-Frequenzen</translation>
    </message>
    <message>
        <source>Largest Haar coefficients</source>
        <translation>Größte Haar-Koeffizienten</translation>
    </message>
    <message>
        <source>Low DCT frequencies</source>
        <translation>Niedrige DCT-Frequenzen</translation>
    </message>
    <message>
        <source>Principal components</source>
        <translation>Hauptkomponenten</translation>
    </message>
    <message>
        <source>Uniform levels</source>
        <translation>Gleichmäßige Stufen</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>8-bit levels</source>
        <translation>8-Bit-Stufen</translation>
    </message>
    <message>
        <source>JPEG without 8 bits</source>
        <translation>JPEG ohne 8 Bit</translation>
    </message>
    <message>
        <source>Shrinking</source>
        <translation>Schrumpfen</translation>
    </message>
    <message>
        <source>JPEG&apos;s error, signs flipped</source>
        <translation>Fehler von JPEG, Vorzeichen vertauscht</translation>
    </message>
    <message>
        <source>JPEG&apos;s error, permuted</source>
        <translation>Fehler von JPEG, umgeordnet</translation>
    </message>
    <message>
        <source>JPEG&apos;s error of another token</source>
        <translation>Fehler von JPEG eines anderen Tokens</translation>
    </message>
    <message>
        <source>quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>Bits</translation>
    </message>
    <message>
        <source>fraction</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>fresh draws</source>
        <translation>frisch gezogen</translation>
    </message>
    <message>
        <source>norm restored</source>
        <translation>Norm wiederhergestellt</translation>
    </message>
    <message>
        <source>nearest token</source>
        <translation>nächstes Token</translation>
    </message>
</context>
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
    <name>StudyWords</name>
    <message>
        <source>%1 seconds</source>
        <translation>%1 Sekunden</translation>
    </message>
    <message>
        <source>%1 minutes</source>
        <translation>%1 Minuten</translation>
    </message>
    <message>
        <source>%1 hours</source>
        <translation>%1 Stunden</translation>
    </message>
    <message>
        <source>%1 of %2 trials</source>
        <translation>%1 von %2 Versuchen</translation>
    </message>
    <message>
        <source>texts at once: %1</source>
        <translation>Texte zugleich: %1</translation>
    </message>
    <message>
        <source>%1 tokens a second</source>
        <translation>%1 Tokens je Sekunde</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>noch etwa %1</translation>
    </message>
    <message>
        <source>No study yet: choose prompts and distortions, and press Start.</source>
        <translation>Noch keine Studie: Prompts und Verzerrungen wählen und auf „Starten“ drücken.</translation>
    </message>
    <message>
        <source>Reading the study…</source>
        <translation>Die Studie wird gelesen …</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Waits for the texts that are being written on the Probe page</source>
        <translation>Wartet auf die Texte, die auf der Seite „Probe“ geschrieben werden</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Vollständig</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>tokens as baseline</source>
        <translation>Tokens wie Ausgangstext</translation>
    </message>
    <message>
        <source>seq-rep-1</source>
        <translation>seq-rep-1</translation>
    </message>
    <message>
        <source>seq-rep-2</source>
        <translation>seq-rep-2</translation>
    </message>
    <message>
        <source>seq-rep-3</source>
        <translation>seq-rep-3</translation>
    </message>
    <message>
        <source>seq-rep-4</source>
        <translation>seq-rep-4</translation>
    </message>
    <message>
        <source>diversity</source>
        <translation>Vielfalt</translation>
    </message>
    <message>
        <source>loop period</source>
        <translation>Schleifenlänge</translation>
    </message>
    <message>
        <source>loop coverage</source>
        <translation>Schleifenabdeckung</translation>
    </message>
    <message>
        <source>loop copies</source>
        <translation>Schleifenkopien</translation>
    </message>
    <message>
        <source>loop cover</source>
        <translation>Schleifenanteil</translation>
    </message>
    <message>
        <source>onset</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation>Perplexität</translation>
    </message>
    <message>
        <source>ln perplexity</source>
        <translation>ln Perplexität</translation>
    </message>
    <message>
        <source>gzip ratio</source>
        <translation>gzip-Verhältnis</translation>
    </message>
    <message>
        <source>negative sentences</source>
        <translation>negative Sätze</translation>
    </message>
    <message>
        <source>Rows of more than one study are mixed: prompts and seeds that are alike are taken for the same, and of two rows of a trial one counts.</source>
        <translation>Zeilen mehrerer Studien sind gemischt: gleiche Prompts und Seeds gelten als dieselben, und von zwei Zeilen eines Versuchs zählt eine.</translation>
    </message>
    <message>
        <source>Anecdote, fewer than %1 trials: %2.</source>
        <translation>Anekdote, weniger als %1 Versuche: %2.</translation>
    </message>
    <message>
        <source>All trials are of one prompt: the intervals are about its seeds and say nothing about other prompts.</source>
        <translation>Alle Versuche gehören zu einem Prompt: die Intervalle gelten seinen Seeds und sagen nichts über andere Prompts.</translation>
    </message>
    <message>
        <source>With n = %1 prompts no sign-flip test can reach p &lt; 0.05: the smallest p is %2. At least 6 are needed.</source>
        <translation>Mit n = %1 Prompts kann kein Vorzeichentest p &lt; 0,05 erreichen: das kleinste p ist %2. Mindestens 6 sind nötig.</translation>
    </message>
    <message>
        <source>Wilson&apos;s interval and McNemar&apos;s test take trials for independent; seeds of one prompt are not. The interval and the test over prompts do not take them for that.</source>
        <translation>Das Wilson-Intervall und der McNemar-Test halten Versuche für unabhängig; Seeds eines Prompts sind es nicht. Intervall und Test über Prompts halten sie nicht dafür.</translation>
    </message>
    <message>
        <source>Some texts are too short for some measures, whose means are over the others: %1.</source>
        <translation>Manche Texte sind für manche Maße zu kurz; deren Mittel gehen über die anderen: %1.</translation>
    </message>
    <message>
        <source>%1: not bracketed, the collapse does not lie within the strengths that were tried.</source>
        <translation>%1: nicht eingegrenzt, der Zusammenbruch liegt nicht innerhalb der versuchten Stärken.</translation>
    </message>
    <message>
        <source>%1: a straight line predicts unseen prompts as well as a curve with a threshold; do not speak of one.</source>
        <translation>%1: eine Gerade sagt ungesehene Prompts ebenso gut voraus wie eine Kurve mit Schwelle; von einer Schwelle ist nicht zu sprechen.</translation>
    </message>
    <message>
        <source>%1: with one prompt nothing says that there is a threshold.</source>
        <translation>%1: bei einem Prompt spricht nichts für eine Schwelle.</translation>
    </message>
    <message>
        <source>%1: in %2 % of the resamples the midpoint is outside the strengths that were tried; its interval is cut off there.</source>
        <translation>%1: in %2 % der Stichproben liegt die Mitte außerhalb der versuchten Stärken; ihr Intervall ist dort abgeschnitten.</translation>
    </message>
    <message>
        <source>A low perplexity can mean a loop: read it beside seq-rep-4.</source>
        <translation>Niedrige Perplexität kann eine Schleife bedeuten: neben seq-rep-4 zu lesen.</translation>
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
    <message>
        <source> · plane %1</source>
        <translation> · Ebene %1</translation>
    </message>
    <message>
        <source>1 pinned text is not shown</source>
        <translation>1 angehefteter Text ist nicht dabei</translation>
    </message>
    <message>
        <source>%1 pinned texts are not shown</source>
        <translation>%1 angeheftete Texte sind nicht dabei</translation>
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
    <name>lossylens::ui::DuelPanel</name>
    <message>
        <source>p &lt; 0.001</source>
        <translation>p &lt; 0,001</translation>
    </message>
    <message>
        <source>p = %1</source>
        <translation>p = %1</translation>
    </message>
    <message>
        <source>No verdict yet. Guessing is right half of the time.</source>
        <translation>Noch kein Urteil. Raten trifft in der Hälfte der Fälle.</translation>
    </message>
    <message>
        <source>%1 of %2 right: %3, Wilson 95 %; against guessing %4 (exact binomial, two-sided).</source>
        <translation>%1 von %2 richtig: %3, Wilson 95 %; gegen Raten %4 (exakter Binomialtest, zweiseitig).</translation>
    </message>
    <message>
        <source>%1 An anecdote so far.</source>
        <translation>%1 Bisher eine Anekdote.</translation>
    </message>
    <message>
        <source>Left text</source>
        <translation>Linker Text</translation>
    </message>
    <message>
        <source>Right text</source>
        <translation>Rechter Text</translation>
    </message>
    <message>
        <source>Control to tell JPEG from</source>
        <translation>Kontrolle, von der JPEG zu unterscheiden ist</translation>
    </message>
    <message>
        <source>any control</source>
        <translation>jede Kontrolle</translation>
    </message>
    <message>
        <source>No pair yet: a study needs JPEG and a distortion matched to it, of the same prompts and seeds.</source>
        <translation>Noch kein Paar: Eine Studie braucht JPEG und eine daran angeglichene Verzerrung mit denselben Prompts und Seeds.</translation>
    </message>
    <message>
        <source>Every pair has its verdict. More prompts or seeds make more.</source>
        <translation>Jedes Paar hat sein Urteil. Mehr Prompts oder Seeds ergeben mehr Paare.</translation>
    </message>
    <message>
        <source>After “%1”, seed %2:</source>
        <translation>Nach „%1“, Seed %2:</translation>
    </message>
    <message>
        <source>Which of the two went through JPEG?</source>
        <translation>Welcher von beiden ging durch JPEG?</translation>
    </message>
    <message>
        <source>left %1, right %2</source>
        <translation>links %1, rechts %2</translation>
    </message>
    <message>
        <source>Right: %1.</source>
        <translation>Richtig: %1.</translation>
    </message>
    <message>
        <source>Wrong: %1.</source>
        <translation>Falsch: %1.</translation>
    </message>
    <message>
        <source>&amp;1: the left one is JPEG&apos;s</source>
        <translation>&amp;1: der linke ist von JPEG</translation>
    </message>
    <message>
        <source>&amp;2: the right one is JPEG&apos;s</source>
        <translation>&amp;2: der rechte ist von JPEG</translation>
    </message>
    <message>
        <source>Next pair (&amp;3)</source>
        <translation>Nächstes Paar (&amp;3)</translation>
    </message>
    <message>
        <source>JPEG &amp;versus</source>
        <translation>JPEG gegen (&amp;v)</translation>
    </message>
    <message>
        <source>Skip this pair (&amp;3)</source>
        <translation>Dieses Paar auslassen (&amp;3)</translation>
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
    <name>lossylens::ui::ExampleShow</name>
    <message>
        <source>Open a model</source>
        <translation>Ein Modell öffnen</translation>
    </message>
    <message>
        <source>Example: %1</source>
        <translation>Beispiel: %1</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::Exporter</name>
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
    <message>
        <source>Comparison &amp;picture</source>
        <translation>Vergleichs&amp;bild</translation>
    </message>
    <message>
        <source>&amp;Report to read and pass on (HTML)…</source>
        <translation>Be&amp;richt zum Lesen und Weitergeben (HTML) …</translation>
    </message>
    <message>
        <source>&amp;Everything shown (JSON)…</source>
        <translation>&amp;Alles, was zu sehen ist (JSON) …</translation>
    </message>
    <message>
        <source>&amp;Texts as a table (CSV)…</source>
        <translation>&amp;Texte als Tabelle (CSV) …</translation>
    </message>
    <message>
        <source>&amp;Curve as a table (CSV)…</source>
        <translation>&amp;Kurve als Tabelle (CSV) …</translation>
    </message>
    <message>
        <source>E&amp;mbeddings as a table (CSV)…</source>
        <translation>&amp;Einbettungen als Tabelle (CSV) …</translation>
    </message>
    <message>
        <source>&amp;X-ray as a table (CSV)…</source>
        <translation>R&amp;öntgenbild als Tabelle (CSV) …</translation>
    </message>
    <message>
        <source>C&amp;opy texts</source>
        <translation>Te&amp;xte kopieren</translation>
    </message>
    <message>
        <source>PNG &amp;%1×, %2 × %3 pixels…</source>
        <translation>PNG &amp;%1×, %2 × %3 Pixel …</translation>
    </message>
    <message>
        <source>&amp;SVG…</source>
        <translation>&amp;SVG …</translation>
    </message>
    <message>
        <source>&amp;PDF…</source>
        <translation>&amp;PDF …</translation>
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
    <name>lossylens::ui::Help</name>
    <message>
        <source>What this is</source>
        <translation>Worum es geht</translation>
    </message>
    <message>
        <source>A language model reads each token as a list of numbers, its embedding. LossyLens takes every embedding for a small grey picture, saves it as a JPEG, opens it again and lets the model go on with what came back, after Haylett (2025).</source>
        <translation>Ein Sprachmodell liest jedes Token als eine Liste von Zahlen, seine Einbettung. LossyLens nimmt jede Einbettung für ein kleines graues Bild, speichert es als JPEG, öffnet es wieder und lässt das Modell mit dem weitermachen, was zurückkam, nach Haylett (2025).</translation>
    </message>
    <message>
        <source>Type a &lt;a href=&apos;topic:prompt&apos;&gt;prompt&lt;/a&gt;, drag the quality under the &lt;a href=&apos;topic:curve&apos;&gt;curve&lt;/a&gt;, and press Generate: the &lt;a href=&apos;topic:texts&apos;&gt;texts&lt;/a&gt; stand side by side, the left one without JPEG.</source>
        <translation>Einen &lt;a href=&apos;topic:prompt&apos;&gt;Prompt&lt;/a&gt; eingeben, die Qualität unter der &lt;a href=&apos;topic:curve&apos;&gt;Kurve&lt;/a&gt; ziehen und auf „Schreiben“ drücken: Die &lt;a href=&apos;topic:texts&apos;&gt;Texte&lt;/a&gt; stehen nebeneinander, der linke ohne JPEG.</translation>
    </message>
    <message>
        <source>&lt;b&gt;One text is an anecdote.&lt;/b&gt; Change the seed before you believe anything, run &lt;a href=&apos;topic:seeds&apos;&gt;ten seeds&lt;/a&gt;, and compare with the &lt;a href=&apos;topic:strength&apos;&gt;rotation of equal cosine&lt;/a&gt;.</source>
        <translation>&lt;b&gt;Ein Text ist eine Anekdote.&lt;/b&gt; Vor jedem Schluss den Seed wechseln, &lt;a href=&apos;topic:seeds&apos;&gt;zehn Seeds&lt;/a&gt; laufen lassen und mit der &lt;a href=&apos;topic:strength&apos;&gt;Drehung gleichen Kosinus’&lt;/a&gt; vergleichen.</translation>
    </message>
    <message>
        <source>F1 opens the topic of the part that you are in; the &lt;a href=&apos;topic:shortcuts&apos;&gt;keys&lt;/a&gt; are on a sheet of their own.</source>
        <translation>F1 öffnet das Thema des Teils, in dem man gerade ist; die &lt;a href=&apos;topic:shortcuts&apos;&gt;Tasten&lt;/a&gt; stehen auf einem eigenen Blatt.</translation>
    </message>
    <message>
        <source>The bar</source>
        <translation>Die Leiste</translation>
    </message>
    <message>
        <source>From left to right: the &lt;a href=&apos;topic:model&apos;&gt;model&lt;/a&gt;; Generate, which becomes Stop while texts are written; how the next token is drawn; presets, exports, the menu and the layouts.</source>
        <translation>Von links nach rechts: das &lt;a href=&apos;topic:model&apos;&gt;Modell&lt;/a&gt;; „Schreiben“, das zu „Anhalten“ wird, während Texte geschrieben werden; wie das nächste Token gezogen wird; Vorlagen, Export, Menü und Anordnungen.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Seed&lt;/b&gt;: the random numbers. All texts of a run use the same one at each position, so that two texts differ by their embeddings, not by luck. The die throws another.</source>
        <translation>&lt;b&gt;Seed&lt;/b&gt;: die Zufallszahlen. Alle Texte eines Durchlaufs nutzen an jeder Stelle dieselbe, so dass zwei Texte sich durch ihre Einbettungen unterscheiden und nicht durch Glück. Der Würfel wirft einen anderen.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Greedy&lt;/b&gt; takes the most likely token always. &lt;b&gt;Temperature&lt;/b&gt; flattens (above 1) or sharpens (below 1) the probabilities; &lt;b&gt;top-k&lt;/b&gt; keeps the k likeliest tokens, &lt;b&gt;top-p&lt;/b&gt; as many as it takes to reach that probability; in this order.</source>
        <translation>&lt;b&gt;Greedy&lt;/b&gt; nimmt immer das wahrscheinlichste Token. Die &lt;b&gt;Temperatur&lt;/b&gt; flacht die Wahrscheinlichkeiten ab (über 1) oder schärft sie (unter 1); &lt;b&gt;Top-k&lt;/b&gt; behält die k wahrscheinlichsten Tokens, &lt;b&gt;Top-p&lt;/b&gt; so viele, wie für diese Wahrscheinlichkeit nötig sind; in dieser Reihenfolge.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Presets&lt;/b&gt; has the paper&apos;s settings with the cosines that it reports.</source>
        <translation>Unter &lt;b&gt;Vorlagen&lt;/b&gt; stehen die Einstellungen des Artikels mit den Kosinussen, die er angibt.</translation>
    </message>
    <message>
        <source>The model</source>
        <translation>Das Modell</translation>
    </message>
    <message>
        <source>Any GPT-2 or Llama model: a GGUF file, or a folder as Hugging Face has them. The file&apos;s own precision is part of the experiment: a 4-bit file is itself compressed.</source>
        <translation>Jedes GPT-2- oder Llama-Modell: eine GGUF-Datei oder ein Ordner, wie Hugging Face sie hat. Die Genauigkeit der Datei gehört zum Versuch: Eine 4-Bit-Datei ist selbst komprimiert.</translation>
    </message>
    <message>
        <source>“Stored” computes with the file&apos;s weights, as fast as they allow; “exact” expands everything to float32. The page measures how far the two are apart.</source>
        <translation>„stored“ rechnet mit den Gewichten der Datei, so schnell sie es erlauben; „exakt“ erweitert alles zu float32. Die Seite misst, wie weit beide auseinander liegen.</translation>
    </message>
    <message>
        <source>Prompt and tokens</source>
        <translation>Prompt und Tokens</translation>
    </message>
    <message>
        <source>The chips under the prompt are its tokens, as the model reads them. The colour and the number of a chip are its own &lt;b&gt;cosine&lt;/b&gt;: 1 where the embedding&apos;s direction comes back whole, 0 where nothing of it does.</source>
        <translation>Die Marken unter dem Prompt sind seine Tokens, wie das Modell sie liest. Farbe und Zahl einer Marke sind ihr eigener &lt;b&gt;Kosinus&lt;/b&gt;: 1, wo die Richtung der Einbettung ganz zurückkommt, 0, wo nichts davon bleibt.</translation>
    </message>
    <message>
        <source>The selected chip is the one that the &lt;a href=&apos;topic:embeddings&apos;&gt;embeddings&lt;/a&gt; and the &lt;a href=&apos;topic:xray&apos;&gt;X-ray&lt;/a&gt; show.</source>
        <translation>Die gewählte Marke ist die, welche die &lt;a href=&apos;topic:embeddings&apos;&gt;Einbettungen&lt;/a&gt; und das &lt;a href=&apos;topic:xray&apos;&gt;Röntgenbild&lt;/a&gt; zeigen.</translation>
    </message>
    <message>
        <source>The curve and its slider</source>
        <translation>Die Kurve und ihr Regler</translation>
    </message>
    <message>
        <source>The bold line: the cosine of the prompt&apos;s embeddings before and after, at every JPEG quality from 1 to 100. Thin lines: each token. Crosses: what the paper reports for GPT-2 large. The band: 90 % of the whole vocabulary. Dashed, on the right axis: the bytes that a token takes as a JPEG file.</source>
        <translation>Die fette Linie: der Kosinus der Einbettungen des Prompts davor und danach, bei jeder JPEG-Qualität von 1 bis 100. Dünne Linien: jedes Token. Kreuze: was der Artikel für GPT-2 large angibt. Das Band: 90 % des ganzen Vokabulars. Gestrichelt, an der rechten Achse: die Bytes, die ein Token als JPEG-Datei braucht.</translation>
    </message>
    <message>
        <source>The slider is the curve&apos;s axis; dragging anywhere in the plot moves it. “Flattened” takes all tokens as one long vector, as the paper does; “mean” is the mean of the tokens&apos; own cosines.</source>
        <translation>Der Regler ist die Achse der Kurve; Ziehen irgendwo im Bild bewegt ihn. „Aneinandergereiht“ nimmt alle Tokens als einen langen Vektor, wie der Artikel; „im Mittel“ ist das Mittel der Kosinusse der einzelnen Tokens.</translation>
    </message>
    <message>
        <source>The curve is smooth. If there are stages, they are in the texts.</source>
        <translation>Die Kurve ist glatt. Wenn es Stufen gibt, dann in den Texten.</translation>
    </message>
    <message>
        <source>Distortion, scope, control</source>
        <translation>Verzerrung, Umfang, Kontrolle</translation>
    </message>
    <message>
        <source>&lt;b&gt;Distortion&lt;/b&gt;: JPEG, or another one made as strong as JPEG: its cosine is matched token by token. A &lt;b&gt;rotation&lt;/b&gt; turns the embedding by the same angle in a random direction and keeps its length. What happens under both is not JPEG&apos;s doing.</source>
        <translation>&lt;b&gt;Verzerrung&lt;/b&gt;: JPEG oder eine andere, so stark gemacht wie JPEG: Ihr Kosinus wird Token für Token angeglichen. Eine &lt;b&gt;Drehung&lt;/b&gt; dreht die Einbettung um denselben Winkel in eine zufällige Richtung und behält ihre Länge. Was unter beiden geschieht, liegt nicht an JPEG.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Scope&lt;/b&gt;: which tokens are distorted: the prompt&apos;s, those that are written, or both, as in the paper. &lt;b&gt;Control&lt;/b&gt; writes the rotation as a third text beside the others.</source>
        <translation>&lt;b&gt;Umfang&lt;/b&gt;: welche Tokens verzerrt werden: die des Prompts, die geschriebenen oder beide, wie im Artikel. &lt;b&gt;Kontrolle&lt;/b&gt; schreibt die Drehung als dritten Text neben die anderen.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Filmstrip&lt;/b&gt; writes eight qualities in one batch; afterwards the slider goes through finished texts at once.</source>
        <translation>&lt;b&gt;Filmstreifen&lt;/b&gt; schreibt acht Qualitäten in einem Zug; danach geht der Regler sofort durch fertige Texte.</translation>
    </message>
    <message>
        <source>The texts</source>
        <translation>Die Texte</translation>
    </message>
    <message>
        <source>Left the baseline, without distortion; then the distorted text. A bar marks where it first leaves the baseline; words that the baseline does not have are underlined and tinted.</source>
        <translation>Links der Ausgangstext, ohne Verzerrung; dann der verzerrte Text. Ein Balken zeigt, wo er den Ausgangstext zum ersten Mal verlässt; Wörter, die der Ausgangstext nicht hat, sind unterstrichen und getönt.</translation>
    </message>
    <message>
        <source>A bracket marks a &lt;b&gt;loop&lt;/b&gt;: the text ends by repeating the same tokens; it says how many, and how often. &lt;b&gt;seq-rep-4&lt;/b&gt; is the share of runs of four tokens that were there before; &lt;b&gt;perplexity&lt;/b&gt; says how unlikely the undistorted model finds the text. A low perplexity can mean a loop.</source>
        <translation>Eine Klammer zeigt eine &lt;b&gt;Schleife&lt;/b&gt;: Der Text endet damit, dass er dieselben Tokens wiederholt; sie sagt, wie viele und wie oft. &lt;b&gt;seq-rep-4&lt;/b&gt; ist der Anteil der Folgen von vier Tokens, die es schon gab; die &lt;b&gt;Perplexität&lt;/b&gt; sagt, wie unwahrscheinlich das unverzerrte Modell den Text findet. Eine kleine Perplexität kann eine Schleife bedeuten.</translation>
    </message>
    <message>
        <source>The views mark each token by its &lt;b&gt;surprisal&lt;/b&gt; (in bits), its &lt;b&gt;rank&lt;/b&gt;, or by the &lt;b&gt;KL divergence&lt;/b&gt; between the two models. Click a token, or press Return on it, for all its numbers. Pin keeps a text for comparison.</source>
        <translation>Die Ansichten zeigen zu jedem Token seine &lt;b&gt;Überraschung&lt;/b&gt; (in Bit), seinen &lt;b&gt;Rang&lt;/b&gt; oder die &lt;b&gt;KL-Divergenz&lt;/b&gt; zwischen den beiden Modellen. Ein Klick auf ein Token, oder die Eingabetaste, zeigt alle seine Zahlen. „Anheften“ behält einen Text zum Vergleich.</translation>
    </message>
    <message>
        <source>Ten seeds</source>
        <translation>Zehn Seeds</translation>
    </message>
    <message>
        <source>Writes the same prompt at the same strength with the seeds 1 to 10, and counts how many of the texts end in a loop, among the distorted ones and among the baselines. A pair of counts says more than any one text.</source>
        <translation>Schreibt denselben Prompt bei derselben Stärke mit den Seeds 1 bis 10 und zählt, wie viele der Texte in einer Schleife enden, unter den verzerrten und unter den Ausgangstexten. Zwei Zahlen sagen mehr als jeder einzelne Text.</translation>
    </message>
    <message>
        <source>A row shows its texts above. Ten is little: an honest share needs more prompts, too.</source>
        <translation>Eine Zeile zeigt oben ihre Texte. Zehn sind wenig: Für einen ehrlichen Anteil braucht es auch mehr Prompts.</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>Einbettungen</translation>
    </message>
    <message>
        <source>The selected token&apos;s embedding as the picture that JPEG gets: two rows, the first half of the numbers over the second; or all tokens of the prompt, a row each.</source>
        <translation>Die Einbettung des gewählten Tokens als das Bild, das JPEG bekommt: zwei Zeilen, die erste Hälfte der Zahlen über der zweiten; oder alle Tokens des Prompts, je eine Zeile.</translation>
    </message>
    <message>
        <source>Before, after, or the difference; the divider wipes between them. The colours have a scale beside them, and the line below reads out what is under the pointer.</source>
        <translation>Davor, danach oder die Differenz; die Trennlinie wischt dazwischen. Neben den Farben steht ihre Skala, und die Zeile darunter liest vor, was unter dem Zeiger ist.</translation>
    </message>
    <message>
        <source>X-ray</source>
        <translation>Röntgenbild</translation>
    </message>
    <message>
        <source>One token as JPEG sees it. The picture is cut into blocks of 8 × 8; two rows do not fill a block, so the second row is repeated: half of the embedding is coded seven times, the other half once.</source>
        <translation>Ein Token, wie JPEG es sieht. Das Bild wird in Blöcke von 8 × 8 geschnitten; zwei Zeilen füllen keinen Block, also wird die zweite wiederholt: Die eine Hälfte der Einbettung wird siebenmal kodiert, die andere einmal.</translation>
    </message>
    <message>
        <source>“Block by block”, from 1 to 6: the samples; their cosine transform; the table of steps that the quality chooses; each coefficient divided by its step and rounded, where the loss happens; what the selected coefficient adds; the samples that come back.</source>
        <translation>„Block für Block“, von 1 bis 6: die Abtastwerte; ihre Kosinustransformation; die Tabelle der Schritte, welche die Qualität bestimmt; jeder Koeffizient, durch seinen Schritt geteilt und gerundet, wobei der Verlust entsteht; was der gewählte Koeffizient beiträgt; die Werte, die zurückkommen.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Nearest before and after&lt;/b&gt;: the tokens of the vocabulary whose embeddings have the largest cosine with this one. While the token itself is the nearest, the damage could be undone.</source>
        <translation>&lt;b&gt;Nächste davor und danach&lt;/b&gt;: die Tokens des Vokabulars, deren Einbettungen mit dieser den größten Kosinus haben. Solange das Token selbst das nächste ist, ließe sich der Schaden beheben.</translation>
    </message>
    <message>
        <source>The tour</source>
        <translation>Der Rundgang</translation>
    </message>
    <message>
        <source>The Teach layout has the same page in large type, with a tour of seven steps that are completed by doing. A frame marks what a step is about; ○ is to do, ✓ done, – skipped.</source>
        <translation>Die Anordnung „Lehren“ hat dieselbe Seite in großer Schrift, mit einem Rundgang in sieben Schritten, die man durch Tun erledigt. Ein Rahmen zeigt, worum es in einem Schritt geht; ○ heißt zu tun, ✓ erledigt, – übersprungen.</translation>
    </message>
    <message>
        <source>Next waits until a step is done; Skip goes on without. The type can be made larger and smaller, for each layout by itself; from 150 % on, faint colours become strong.</source>
        <translation>„Weiter“ wartet, bis ein Schritt erledigt ist; „Überspringen“ geht ohne ihn weiter. Die Schrift lässt sich vergrößern und verkleinern, für jede Anordnung einzeln; ab 150 % werden blasse Farben kräftig.</translation>
    </message>
    <message>
        <source>Taking results away</source>
        <translation>Ergebnisse mitnehmen</translation>
    </message>
    <message>
        <source>Export saves what is on screen: the comparison as a picture, all numbers as CSV or JSON, and the command line that gives the same result. Every export has the model, the settings and the seed in it.</source>
        <translation>Export speichert, was zu sehen ist: den Vergleich als Bild, alle Zahlen als CSV oder JSON und die Befehlszeile, die dasselbe Ergebnis gibt. In jedem Export stehen das Modell, die Einstellungen und der Seed.</translation>
    </message>
    <message>
        <source>Each panel can be copied by itself, as a picture or as text.</source>
        <translation>Jedes Feld lässt sich einzeln kopieren, als Bild oder als Text.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Take the nearest token&apos;s row&lt;/b&gt;, in the menu beside the distortion, puts the vocabulary&apos;s nearest embedding in the place of every distorted one. While that is the token&apos;s own, the damage is only distance, and undone.</source>
        <translation>&lt;b&gt;Die Zeile des nächsten Tokens nehmen&lt;/b&gt; im Menü neben der Verzerrung setzt an die Stelle jedes verzerrten Embeddings das nächste des Vokabulars. Solange es das des Tokens selbst ist, war der Schaden nur Abstand und ist behoben.</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::HelpPanel</name>
    <message>
        <source>He&amp;lp on</source>
        <translation>&amp;Hilfe zu</translation>
    </message>
    <message>
        <source>Help on</source>
        <translation>Hilfe zu</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Alle Tasten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::LayoutSwitch</name>
    <message>
        <source>Layout</source>
        <translation>Anordnung</translation>
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
    <message>
        <source>Type at %1 %</source>
        <translation>Schrift bei %1 %</translation>
    </message>
    <message>
        <source>%1, %2 of them restored to themselves</source>
        <translation>%1, davon %2 durch sich selbst ersetzt</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::MessageStrip</name>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
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
    <name>lossylens::ui::PanelCopies</name>
    <message>
        <source>cosine %1</source>
        <translation>Kosinus %1</translation>
    </message>
    <message>
        <source>curve</source>
        <translation>Kurve</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
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
    <message>
        <source>in the chat template</source>
        <translation>in der Chat-Vorlage</translation>
    </message>
    <message>
        <source>computed in %1</source>
        <translation>gerechnet in %1</translation>
    </message>
    <message>
        <source>at most 1 token</source>
        <translation>höchstens 1 Token</translation>
    </message>
    <message>
        <source>at most %1 tokens</source>
        <translation>höchstens %1 Tokens</translation>
    </message>
    <message>
        <source>past the end of the text</source>
        <translation>über das Textende hinaus</translation>
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
    <name>lossylens::ui::RateDistortion</name>
    <message>
        <source>JPEG, the whole file</source>
        <translation>JPEG, die ganze Datei</translation>
    </message>
    <message>
        <source>JPEG, without its header</source>
        <translation>JPEG, ohne seinen Kopf</translation>
    </message>
    <message>
        <source>uniform levels: int8, int4 and fewer bits</source>
        <translation>gleichmäßige Stufen: int8, int4 und weniger Bits</translation>
    </message>
    <message>
        <source>PCA, float32 coefficients</source>
        <translation>PCA, Koeffizienten in float32</translation>
    </message>
    <message>
        <source>what	bytes a token	bits a number	cosine, flattened</source>
        <translation>was	Bytes je Token	Bits je Zahl	Kosinus, aneinandergereiht</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::RatePanel</name>
    <message>
        <source>bytes a token</source>
        <translation>Bytes je Token</translation>
    </message>
    <message>
        <source>bits a number</source>
        <translation>Bits je Zahl</translation>
    </message>
    <message>
        <source>cosine, flattened</source>
        <translation>Kosinus, aneinandergereiht</translation>
    </message>
    <message>
        <source>Cosine over bytes a token</source>
        <translation>Kosinus über Bytes je Token</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Es wird gemessen …</translation>
    </message>
    <message>
        <source>Open a model, then measure what a cosine costs.</source>
        <translation>Ein Modell öffnen und dann messen, was ein Kosinus kostet.</translation>
    </message>
    <message>
        <source>What does a cosine cost? JPEG beside plain ways of storing fewer bits, on the tokens of the present prompt.</source>
        <translation>Was kostet ein Kosinus? JPEG neben einfachen Weisen, weniger Bits zu speichern, an den Tokens des jetzigen Prompts.</translation>
    </message>
    <message>
        <source>n = %1 tokens of %2 numbers each. Of levels, 8 bytes for least and greatest are counted; of PCA, not its directions, which all tokens share.</source>
        <translation>n = %1 Tokens zu je %2 Zahlen. Bei Stufen zählen 8 Bytes für kleinsten und größten Wert mit; bei PCA nicht ihre Richtungen, die alle Tokens teilen.</translation>
    </message>
    <message>
        <source>The prompt has changed since.</source>
        <translation>Der Prompt hat sich seitdem geändert.</translation>
    </message>
    <message>
        <source>rate and distortion</source>
        <translation>Rate und Verzerrung</translation>
    </message>
    <message>
        <source>o&amp;ver</source>
        <translation>&amp;über</translation>
    </message>
    <message>
        <source>■ Stop</source>
        <translation>■ Anhalten</translation>
    </message>
    <message>
        <source>Anal&amp;yse the present prompt</source>
        <translation>Den jetzigen Prompt untersuchen (&amp;5)</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::Reopened</name>
    <message>
        <source>the model was %1 and is %2</source>
        <translation>das Modell war %1 und ist %2</translation>
    </message>
    <message>
        <source>the weights are others (%1 then, %2 now)</source>
        <translation>die Gewichte sind andere (damals %1, jetzt %2)</translation>
    </message>
    <message>
        <source>it was computed in %1, now in %2</source>
        <translation>gerechnet wurde in %1, jetzt in %2</translation>
    </message>
    <message>
        <source>it was written by %1, this is %2</source>
        <translation>geschrieben hat sie %1, dies ist %2</translation>
    </message>
    <message>
        <source>the prompt’s tokens are others (%1 then, %2 now)</source>
        <translation>die Tokens des Prompts sind andere (damals %1, jetzt %2)</translation>
    </message>
    <message>
        <source>%1 was not written</source>
        <translation>%1 wurde nicht geschrieben</translation>
    </message>
    <message>
        <source>%1 differs from token %2 on</source>
        <translation>%1 weicht ab Token %2 ab</translation>
    </message>
    <message>
        <source>Same tokens as in %1: %2 in %3 texts.</source>
        <translation>Dieselben Tokens wie in %1: %2 in %3 Texten.</translation>
    </message>
    <message>
        <source>Other tokens than in %1: %2.</source>
        <translation>Andere Tokens als in %1: %2.</translation>
    </message>
    <message>
        <source>Since then: %1.</source>
        <translation>Seither: %1.</translation>
    </message>
    <message>
        <source>Model, precision, program and prompt are the same: the file has been changed, or this processor rounds in another way.</source>
        <translation>Modell, Genauigkeit, Programm und Prompt sind dieselben: Die Datei wurde geändert, oder dieser Prozessor rundet anders.</translation>
    </message>
    <message>
        <source>The window does not write %1: use lossylens replay for all of them.</source>
        <translation>Das Fenster schreibt %1 nicht: Mit lossylens replay geht es für alle.</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::RunOpener</name>
    <message>
        <source>Open a result again</source>
        <translation>Ergebnis wieder öffnen</translation>
    </message>
    <message>
        <source>What LossyLens exports (%1)</source>
        <translation>Was LossyLens exportiert (%1)</translation>
    </message>
    <message>
        <source>%1 (%2, computed in %3)</source>
        <translation>%1 (%2, gerechnet in %3)</translation>
    </message>
    <message>
        <source>&amp;Open its model</source>
        <translation>Sein Modell ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Write with the open one</source>
        <translation>Mit dem &amp;offenen schreiben</translation>
    </message>
    <message>
        <source>%1 was written by %2, which is not where models have been opened from: open it, then %1 again.</source>
        <translation>%1 stammt von %2; das liegt nicht dort, wo Modelle geöffnet wurden: erst dieses Modell öffnen, dann noch einmal %1.</translation>
    </message>
    <message>
        <source>%1 was written by %2, which is not the open model.</source>
        <translation>%1 stammt von %2; offen ist ein anderes Modell.</translation>
    </message>
    <message>
        <source>The settings of %1 are in place; it holds no text.</source>
        <translation>Die Einstellungen aus %1 gelten jetzt; einen Text enthält die Datei nicht.</translation>
    </message>
    <message>
        <source>Writing the texts of %1 again, to compare them.</source>
        <translation>Die Texte aus %1 werden noch einmal geschrieben und verglichen.</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::SampleGrid</name>
    <message>
        <source>⟲ collapsed</source>
        <translation>⟲ zusammengebrochen</translation>
    </message>
    <message>
        <source>not collapsed</source>
        <translation>nicht zusammengebrochen</translation>
    </message>
    <message>
        <source>not written yet</source>
        <translation>noch nicht geschrieben</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1
seed %2</source>
        <translation>%1
Seed %2</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::SampleWall</name>
    <message>
        <source>Samples</source>
        <translation>Stichproben</translation>
    </message>
    <message>
        <source>Distortion</source>
        <translation>Verzerrung</translation>
    </message>
    <message>
        <source>Whole text of the chosen sample</source>
        <translation>Ganzer Text der gewählten Stichprobe</translation>
    </message>
    <message>
        <source>Choose a card to read its whole text here.</source>
        <translation>Eine Karte wählen, um hier ihren ganzen Text zu lesen.</translation>
    </message>
    <message>
        <source>No study yet: choose prompts and distortions, and press Start.</source>
        <translation>Noch keine Studie: Prompts und Verzerrungen wählen und auf „Starten“ drücken.</translation>
    </message>
    <message>
        <source>A double bar and “⟲ collapsed” mark a text that ends in a loop or repeats itself.</source>
        <translation>Ein Doppelbalken und „⟲ zusammengebrochen“ bezeichnen einen Text, der in einer Schleife endet oder sich wiederholt.</translation>
    </message>
    <message>
        <source>%1, seed %2: %3
after “%4”</source>
        <translation>%1, Seed %2: %3
nach „%4“</translation>
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
    <name>lossylens::ui::SeedRuns</name>
    <message>
        <source>(%1, after “%2”)</source>
        <translation>(%1, nach „%2“)</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::SeedTable</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>n/a</source>
        <translation>k. A.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Ends in a loop</source>
        <translation>Endet in einer Schleife</translation>
    </message>
    <message>
        <source>seq-rep-4</source>
        <translation>seq-rep-4</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>Ausgangstext</translation>
    </message>
    <message>
        <source>How the distorted text begins</source>
        <translation>Wie der verzerrte Text beginnt</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::SeedWall</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Return or a double click shows a seed&apos;s texts above.</source>
        <translation>Eingabe oder ein Doppelklick zeigt oben die Texte eines Seeds.</translation>
    </message>
    <message>
        <source>Ten seeds</source>
        <translation>Zehn Seeds</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>Seeds</translation>
    </message>
    <message>
        <source>Stop the seeds</source>
        <translation>Seeds anhalten</translation>
    </message>
    <message>
        <source>Seeds × 10</source>
        <translation>Seeds × 10</translation>
    </message>
    <message>
        <source>Writing the first of 10 seeds …</source>
        <translation>Der erste von 10 Seeds wird geschrieben …</translation>
    </message>
    <message>
        <source>Writes this prompt at this strength with seeds 1 to 10: one text is an anecdote.</source>
        <translation>Schreibt diesen Prompt bei dieser Stärke mit den Seeds 1 bis 10: Ein Text ist eine Anekdote.</translation>
    </message>
    <message>
        <source>%1 distorted texts end in a loop, %2 baselines. %3</source>
        <translation>%1 verzerrte Texte enden in einer Schleife, %2 Ausgangstexte. %3</translation>
    </message>
    <message>
        <source>%1 Writing the next …</source>
        <translation>%1 Der nächste wird geschrieben …</translation>
    </message>
    <message>
        <source>%1 The settings have changed since.</source>
        <translation>%1 Die Einstellungen haben sich seitdem geändert.</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::ShortcutSheet</name>
    <message>
        <source>Quality slider</source>
        <translation>Qualitätsregler</translation>
    </message>
    <message>
        <source>one quality down or up</source>
        <translation>eine Qualität hinunter oder hinauf</translation>
    </message>
    <message>
        <source>ten up or down</source>
        <translation>zehn hinauf oder hinunter</translation>
    </message>
    <message>
        <source>quality 1 or 100</source>
        <translation>Qualität 1 oder 100</translation>
    </message>
    <message>
        <source>Tokens of the prompt</source>
        <translation>Tokens des Prompts</translation>
    </message>
    <message>
        <source>the next or the line&apos;s next token</source>
        <translation>das nächste Token, oder das der nächsten Zeile</translation>
    </message>
    <message>
        <source>the first or last token</source>
        <translation>das erste oder letzte Token</translation>
    </message>
    <message>
        <source>Filmstrip</source>
        <translation>Filmstreifen</translation>
    </message>
    <message>
        <source>the next quality</source>
        <translation>die nächste Qualität</translation>
    </message>
    <message>
        <source>show it</source>
        <translation>zeigen</translation>
    </message>
    <message>
        <source>A text</source>
        <translation>Ein Text</translation>
    </message>
    <message>
        <source>go from token to token</source>
        <translation>von Token zu Token gehen</translation>
    </message>
    <message>
        <source>all numbers of the token</source>
        <translation>alle Zahlen des Tokens</translation>
    </message>
    <message>
        <source>Heatmap</source>
        <translation>Farbkarte</translation>
    </message>
    <message>
        <source>the next cell</source>
        <translation>die nächste Zelle</translation>
    </message>
    <message>
        <source>the first or last cell of the row</source>
        <translation>die erste oder letzte Zelle der Zeile</translation>
    </message>
    <message>
        <source>zoom in</source>
        <translation>vergrößern</translation>
    </message>
    <message>
        <source>zoom out</source>
        <translation>verkleinern</translation>
    </message>
    <message>
        <source>show all of it</source>
        <translation>alles zeigen</translation>
    </message>
    <message>
        <source>select the cell&apos;s token</source>
        <translation>das Token der Zelle wählen</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>Einbettungen</translation>
    </message>
    <message>
        <source>before</source>
        <translation>davor</translation>
    </message>
    <message>
        <source>wipe between before and after</source>
        <translation>zwischen davor und danach wischen</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>all three</source>
        <translation>alle drei</translation>
    </message>
    <message>
        <source>X-ray: the plane</source>
        <translation>Röntgenbild: die Ebene</translation>
    </message>
    <message>
        <source>the next block</source>
        <translation>der nächste Block</translation>
    </message>
    <message>
        <source>the row&apos;s first or last block</source>
        <translation>der erste oder letzte Block der Zeile</translation>
    </message>
    <message>
        <source>X-ray: a block</source>
        <translation>Röntgenbild: ein Block</translation>
    </message>
    <message>
        <source>the next number</source>
        <translation>die nächste Zahl</translation>
    </message>
    <message>
        <source>the row&apos;s first or last number</source>
        <translation>die erste oder letzte Zahl der Zeile</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
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
    <message>
        <source>Random draws</source>
        <translation>Zufallszüge</translation>
    </message>
    <message>
        <source>&amp;Frozen: one a token, as JPEG is</source>
        <translation>&amp;Fest: einer je Token, wie JPEG</translation>
    </message>
    <message>
        <source>F&amp;resh: one a position</source>
        <translation>F&amp;risch: einer je Stelle</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>&amp;Nothing</source>
        <translation>&amp;Nichts</translation>
    </message>
    <message>
        <source>Restore the n&amp;orm</source>
        <translation>Die N&amp;orm wiederherstellen</translation>
    </message>
    <message>
        <source>Take the nearest &amp;token&apos;s row</source>
        <translation>Die Zeile des nächsten &amp;Tokens nehmen</translation>
    </message>
    <message>
        <source>Variant of the distortion</source>
        <translation>Spielart der Verzerrung</translation>
    </message>
    <message>
        <source>How a random distortion draws, and what is done after it</source>
        <translation>Wie eine zufällige Verzerrung zieht, und was danach geschieht</translation>
    </message>
    <message>
        <source>plain</source>
        <translation>schlicht</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::StudyCurves</name>
    <message>
        <source>cosine of the embeddings, flattened (mean over trials)</source>
        <translation>Kosinus der Einbettungen, aneinandergereiht (Mittel über die Versuche)</translation>
    </message>
    <message>
        <source>JPEG quality, its own or the one it is matched to</source>
        <translation>JPEG-Qualität, die eigene oder die, an die angeglichen ist</translation>
    </message>
    <message>
        <source>strength of each distortion&apos;s own</source>
        <translation>eigene Stärke jeder Verzerrung</translation>
    </message>
    <message>
        <source>a straight line</source>
        <translation>eine Gerade</translation>
    </message>
    <message>
        <source>a step</source>
        <translation>eine Stufe</translation>
    </message>
    <message>
        <source>an S-shaped curve</source>
        <translation>eine S-Kurve</translation>
    </message>
    <message>
        <source>(held-out deviance: S-shaped curve %1, straight line %2, step %3)</source>
        <translation>(Devianz auf Zurückgehaltenem: S-Kurve %1, Gerade %2, Stufe %3)</translation>
    </message>
    <message>
        <source>share of texts that collapse</source>
        <translation>Anteil der Texte, die zusammenbrechen</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>Ausgangstext</translation>
    </message>
    <message>
        <source>%1 at JPEG&apos;s cosine</source>
        <translation>%1 beim Kosinus von JPEG</translation>
    </message>
    <message>
        <source>%1 at fixed cosines</source>
        <translation>%1 bei festen Kosinus</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>n/a</source>
        <translation>k. A.</translation>
    </message>
    <message>
        <source>%1 [%2, %3]</source>
        <translation>%1 [%2, %3]</translation>
    </message>
    <message>
        <source>n = %1 at %2 strengths</source>
        <translation>n = %1 bei %2 Stärken</translation>
    </message>
    <message>
        <source>%1: not bracketed; where half of the texts collapse lies outside the strengths that were tried (%2).</source>
        <translation>%1: nicht eingegrenzt; wo die Hälfte der Texte zusammenbricht, liegt außerhalb der versuchten Stärken (%2).</translation>
    </message>
    <message>
        <source>quality %1</source>
        <translation>Qualität %1</translation>
    </message>
    <message>
        <source>cosine %1</source>
        <translation>Kosinus %1</translation>
    </message>
    <message>
        <source>%1: midpoint at %2 (%3); one prompt cannot tell a curve from a straight line.</source>
        <translation>%1: Mitte bei %2 (%3); ein Prompt kann eine Kurve nicht von einer Geraden unterscheiden.</translation>
    </message>
    <message>
        <source>%1: threshold at %2 (%3); an S-shaped curve predicts unseen prompts best %4.</source>
        <translation>%1: Schwelle bei %2 (%3); eine S-Kurve sagt ungesehene Prompts am besten voraus %4.</translation>
    </message>
    <message>
        <source>%1: midpoint at %2 (%3); %4 predicts unseen prompts at least as well as an S-shaped curve %5.</source>
        <translation>%1: Mitte bei %2 (%3); %4 sagt ungesehene Prompts mindestens so gut voraus wie eine S-Kurve %5.</translation>
    </message>
    <message>
        <source>Midpoint of %1 less that of %2: %3 rad of arccos(cosine), p (Holm) = %4.</source>
        <translation>Mitte von %1 weniger der von %2: %3 rad von arccos(Kosinus), p (Holm) = %4.</translation>
    </message>
    <message>
        <source>Midpoint of %1 less that of %2: %3 of quality, p (Holm) = %4.</source>
        <translation>Mitte von %1 weniger der von %2: %3 in Qualität, p (Holm) = %4.</translation>
    </message>
    <message>
        <source>arm	trials	cosine	collapsed	Wilson, 95 %	over prompts, 95 %</source>
        <translation>Arm	Versuche	Kosinus	zusammengebrochen	Wilson, 95 %	über Prompts, 95 %</translation>
    </message>
    <message>
        <source> (anecdote)</source>
        <translation> (Anekdote)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::StudyDraft</name>
    <message>
        <source>write numbers with a point, commas between them</source>
        <translation>Zahlen mit Punkt schreiben, dazwischen Kommas</translation>
    </message>
    <message>
        <source>Fixed cosines</source>
        <translation>Feste Kosinus</translation>
    </message>
    <message>
        <source>“%1” is not a cosine</source>
        <translation>„%1“ ist kein Kosinus</translation>
    </message>
    <message>
        <source>Qualities</source>
        <translation>Qualitäten</translation>
    </message>
    <message>
        <source>“%1” is not a strength</source>
        <translation>„%1“ ist keine Stärke</translation>
    </message>
    <message>
        <source>has no quality to go through</source>
        <translation>hat keine Qualität zu durchlaufen</translation>
    </message>
    <message>
        <source>write qualities, or strengths of its own</source>
        <translation>Qualitäten schreiben, oder eigene Stärken</translation>
    </message>
    <message>
        <source>Distortions</source>
        <translation>Verzerrungen</translation>
    </message>
    <message>
        <source>none is chosen</source>
        <translation>keine ist gewählt</translation>
    </message>
    <message>
        <source>tick at least one, or name an arm</source>
        <translation>mindestens eine ankreuzen oder einen Arm nennen</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>Seeds</translation>
    </message>
    <message>
        <source>there are none</source>
        <translation>es gibt keine</translation>
    </message>
    <message>
        <source>ask for at least 1</source>
        <translation>mindestens 1 verlangen</translation>
    </message>
    <message>
        <source>“%1” is neither a whole number up to %2 nor a range</source>
        <translation>„%1“ ist weder eine ganze Zahl bis %2 noch ein Bereich</translation>
    </message>
    <message>
        <source>write numbers with commas between them, or 1-5</source>
        <translation>Zahlen mit Kommas dazwischen schreiben, oder 1-5</translation>
    </message>
    <message>
        <source>write numbers with commas between them</source>
        <translation>Zahlen mit Kommas dazwischen schreiben</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::StudyExporter</name>
    <message>
        <source>&amp;Figure in sight…</source>
        <translation>Sichtbares &amp;Bild …</translation>
    </message>
    <message>
        <source>All &amp;rows…</source>
        <translation>Alle &amp;Zeilen …</translation>
    </message>
    <message>
        <source>&amp;Summary with intervals and tests…</source>
        <translation>Zu&amp;sammenfassung mit Intervallen und Tests …</translation>
    </message>
    <message>
        <source>St&amp;udy file…</source>
        <translation>St&amp;udiendatei …</translation>
    </message>
    <message>
        <source>Copy command &amp;line</source>
        <translation>Befehls&amp;zeile kopieren</translation>
    </message>
    <message>
        <source>The command line is on the clipboard</source>
        <translation>Die Befehlszeile ist in der Zwischenablage</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::StudyForm</name>
    <message>
        <source>&amp;Chat template</source>
        <translation>&amp;Chat-Vorlage</translation>
    </message>
    <message>
        <source>Na&amp;me</source>
        <translation>Be&amp;zeichnung</translation>
    </message>
    <message>
        <source>Pr&amp;ompts</source>
        <translation>Pr&amp;ompts</translation>
    </message>
    <message>
        <source>&amp;Qualities</source>
        <translation>&amp;Qualitäten</translation>
    </message>
    <message>
        <source>D&amp;istortions</source>
        <translation>Verzerr&amp;ungen</translation>
    </message>
    <message>
        <source>More &amp;arms</source>
        <translation>Weitere &amp;Arme</translation>
    </message>
    <message>
        <source>See&amp;ds</source>
        <translation>See&amp;ds</translation>
    </message>
    <message>
        <source>&amp;Batch</source>
        <translation>&amp;Bündel</translation>
    </message>
    <message>
        <source>for people, and for the folder</source>
        <translation>für Menschen und für den Ordner</translation>
    </message>
    <message>
        <source>by name: jpeg-25+rows-8, rotation-0.7</source>
        <translation>mit Namen: jpeg-25+rows-8, rotation-0.7</translation>
    </message>
    <message>
        <source>how many, or a list: 1, 7, 20-29</source>
        <translation>wie viele, oder eine Liste: 1, 7, 20-29</translation>
    </message>
    <message>
        <source>Texts that are written at once: a matter of speed, never of what is written</source>
        <translation>Texte, die zugleich geschrieben werden: eine Frage der Geschwindigkeit, nie des Geschriebenen</translation>
    </message>
    <message>
        <source>distortion</source>
        <translation>Verzerrung</translation>
    </message>
    <message>
        <source>strengths</source>
        <translation>Stärken</translation>
    </message>
    <message>
        <source>its usual one</source>
        <translation>ihre übliche</translation>
    </message>
    <message>
        <source>Empty: %1. Or numbers of its own (%2 from %3 to %4): press F2 or double-click.</source>
        <translation>Leer: %1. Oder eigene Zahlen (%2 von %3 bis %4): F2 oder Doppelklick.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Change the strengths</source>
        <translation>Stärken ändern</translation>
    </message>
    <message>
        <source>%1: %2 prompts</source>
        <translation>%1: %2 Prompts</translation>
    </message>
    <message>
        <source>the present prompt</source>
        <translation>der jetzige Prompt</translation>
    </message>
    <message>
        <source>of the study: %1 prompts</source>
        <translation>der Studie: %1 Prompts</translation>
    </message>
    <message>
        <source>Prompts, one a line or JSON</source>
        <translation>Prompts, je Zeile einer oder JSON</translation>
    </message>
    <message>
        <source>Folder for the rows</source>
        <translation>Ordner für die Zeilen</translation>
    </message>
    <message>
        <source>%1 prompts × %2 seeds × %3 arms (the baseline is one) = %4 trials, at most %5 tokens.</source>
        <translation>%1 Prompts × %2 Seeds × %3 Arme (der Ausgangstext ist einer) = %4 Versuche, höchstens %5 Tokens.</translation>
    </message>
    <message>
        <source>So few trials an arm (%1) are an anecdote.</source>
        <translation>So wenige Versuche je Arm (%1) sind eine Anekdote.</translation>
    </message>
    <message>
        <source>At most about %1: measured just now, %2 ms a token of the whole batch.</source>
        <translation>Höchstens etwa %1: soeben gemessen, %2 ms je Token des ganzen Bündels.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Fi&amp;xed cosines</source>
        <translation>Feste Kosinus (&amp;x)</translation>
    </message>
    <message>
        <source>Random dra&amp;ws</source>
        <translation>Zufallszüge (&amp;w)</translation>
    </message>
    <message>
        <source>T&amp;hen</source>
        <translation>Danac&amp;h</translation>
    </message>
    <message>
        <source>&amp;Length, tokens</source>
        <translation>Länge, Tokens (&amp;l)</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>Ordner (&amp;f)</translation>
    </message>
    <message>
        <source>Of JPEG; what can be matched is brought to JPEG&apos;s cosine at each of them</source>
        <translation>Von JPEG; was angeglichen werden kann, wird bei jeder auf den Kosinus von JPEG gebracht</translation>
    </message>
    <message>
        <source>none, or for what can be matched: 0.9, 0.7</source>
        <translation>keine, oder für Angleichbares: 0.9, 0.7</translation>
    </message>
    <message>
        <source>frozen: one a token, as JPEG is</source>
        <translation>fest: einer je Token, wie JPEG</translation>
    </message>
    <message>
        <source>fresh: one a position (+fresh)</source>
        <translation>frisch: einer je Stelle (+fresh)</translation>
    </message>
    <message>
        <source>both, as arms beside each other</source>
        <translation>beide, als Arme nebeneinander</translation>
    </message>
    <message>
        <source>Of distortions that draw random numbers</source>
        <translation>Von Verzerrungen, die Zufallszahlen ziehen</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>restore the norm (+norm)</source>
        <translation>Norm wiederherstellen (+norm)</translation>
    </message>
    <message>
        <source>take the nearest token&apos;s row (+nearest)</source>
        <translation>Zeile des nächsten Tokens (+nearest)</translation>
    </message>
    <message>
        <source>each of the three, as arms beside each other</source>
        <translation>jedes der drei, als Arme nebeneinander</translation>
    </message>
    <message>
        <source>After every distortion, before the model reads the embedding</source>
        <translation>Nach jeder Verzerrung, bevor das Modell die Einbettung liest</translation>
    </message>
    <message>
        <source>JPEG&apos;s cosine</source>
        <translation>Kosinus von JPEG</translation>
    </message>
    <message>
        <source>the qualities</source>
        <translation>die Qualitäten</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>Datei …</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::StudyPage</name>
    <message>
        <source>Progress of the study</source>
        <translation>Fortschritt der Studie</translation>
    </message>
    <message>
        <source>Plot</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Stichproben</translation>
    </message>
    <message>
        <source>Trials</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Duel</source>
        <translation>Duell</translation>
    </message>
    <message>
        <source>Rate and distortion</source>
        <translation>Rate und Verzerrung</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Form of the study</source>
        <translation>Formular der Studie</translation>
    </message>
    <message>
        <source>&amp;Open the folder of a study…</source>
        <translation>Den &amp;Ordner einer Studie öffnen …</translation>
    </message>
    <message>
        <source>&amp;Import a study file…</source>
        <translation>Eine Studiendatei &amp;importieren …</translation>
    </message>
    <message>
        <source>Open a model to start, and to learn how long it takes.</source>
        <translation>Ein Modell öffnen, um zu starten und zu erfahren, wie lange es dauert.</translation>
    </message>
    <message>
        <source>Measuring how long that takes…</source>
        <translation>Es wird gemessen, wie lange das dauert …</translation>
    </message>
    <message>
        <source>Open a model first: the button at the left of the bar does.</source>
        <translation>Zuerst ein Modell öffnen: mit der Taste links in der Leiste.</translation>
    </message>
    <message>
        <source>Choose a folder for the rows first.</source>
        <translation>Zuerst einen Ordner für die Zeilen wählen.</translation>
    </message>
    <message>
        <source>Its rows stay in %1. Open that folder to go on with it; the form is free for another study.</source>
        <translation>Ihre Zeilen bleiben in %1. Diesen Ordner öffnen, um weiterzumachen; das Formular ist frei für eine andere Studie.</translation>
    </message>
    <message>
        <source>❚❚ Pause  (Esc)</source>
        <translation>❚❚ Pause  (Esc)</translation>
    </message>
    <message>
        <source>▶ Resume  (Ctrl+Return)</source>
        <translation>▶ Fortsetzen  (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>▶ Start the study  (Ctrl+Return)</source>
        <translation>▶ Studie starten  (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Start the study</source>
        <translation>Studie starten</translation>
    </message>
    <message>
        <source>New study</source>
        <translation>Neue Studie</translation>
    </message>
    <message>
        <source>■ Stop</source>
        <translation>■ Anhalten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Folder of a study</source>
        <translation>Ordner einer Studie</translation>
    </message>
    <message>
        <source>Study file</source>
        <translation>Studiendatei</translation>
    </message>
    <message>
        <source>Study files (*.json);;All files (*)</source>
        <translation>Studiendateien (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Stop the study that runs first.</source>
        <translation>Zuerst die laufende Studie anhalten.</translation>
    </message>
    <message>
        <source>Form, bar and Probe page have what the file says; the model is the open one.</source>
        <translation>Formular, Leiste und die Seite „Probe“ haben, was in der Datei steht; das Modell ist das offene.</translation>
    </message>
    <message>
        <source>greedy</source>
        <translation>greedy</translation>
    </message>
    <message>
        <source>temperature %1, top-k %2, top-p %3</source>
        <translation>Temperatur %1, Top-k %2, Top-p %3</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>a text ends with its end-of-text token</source>
        <translation>ein Text endet mit seinem Textende-Token</translation>
    </message>
    <message>
        <source>texts go on past their end-of-text token</source>
        <translation>Texte gehen über ihr Textende-Token hinaus</translation>
    </message>
    <message>
        <source>Sampling as in the bar: %1. As on the Probe page: %2; %3.</source>
        <translation>Auswahl wie in der Leiste: %1. Wie auf der Seite „Probe“: %2; %3.</translation>
    </message>
    <message>
        <source>Open and export</source>
        <translation>Öffnen und ausgeben</translation>
    </message>
    <message>
        <source>prompt and generated tokens are distorted</source>
        <translation>Tokens des Prompts und erzeugte werden verzerrt</translation>
    </message>
    <message>
        <source>the prompt&apos;s tokens alone are distorted</source>
        <translation>nur die Tokens des Prompts werden verzerrt</translation>
    </message>
    <message>
        <source>generated tokens alone are distorted</source>
        <translation>nur erzeugte Tokens werden verzerrt</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::StudyPlot</name>
    <message>
        <source>Baseline, n = %1%2</source>
        <translation>Ausgangstext, n = %1%2</translation>
    </message>
    <message>
        <source>, anecdote</source>
        <translation>, Anekdote</translation>
    </message>
    <message>
        <source>n = %1</source>
        <translation>n = %1</translation>
    </message>
    <message>
        <source>n ≥ %1</source>
        <translation>n ≥ %1</translation>
    </message>
    <message>
        <source>%1, %2: anecdote</source>
        <translation>%1, %2: Anekdote</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::StudyPlotPanel</name>
    <message>
        <source>cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>JPEG quality</source>
        <translation>JPEG-Qualität</translation>
    </message>
    <message>
        <source>strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Wilson, trials as if independent</source>
        <translation>Wilson, Versuche als wären sie unabhängig</translation>
    </message>
    <message>
        <source>bootstrap over prompts</source>
        <translation>Bootstrap über die Prompts</translation>
    </message>
    <message>
        <source>o&amp;ver</source>
        <translation>&amp;über</translation>
    </message>
    <message>
        <source>&amp;95 % band</source>
        <translation>Band für &amp;95 %</translation>
    </message>
    <message>
        <source>Plot of the study</source>
        <translation>Diagramm der Studie</translation>
    </message>
    <message>
        <source>What the plot says, and what it does not</source>
        <translation>Was das Diagramm sagt und was nicht</translation>
    </message>
    <message>
        <source>Distortions without a place on this axis: %1.</source>
        <translation>Verzerrungen ohne Platz auf dieser Achse: %1.</translation>
    </message>
    <message>
        <source>Thresholds and full intervals are computed when the study rests.</source>
        <translation>Schwellen und volle Intervalle werden berechnet, wenn die Studie ruht.</translation>
    </message>
    <message>
        <source>study</source>
        <translation>Studie</translation>
    </message>
    <message>
        <source>Thresholds are along this axis too: of the cosine as an angle, or of the quality</source>
        <translation>Auch Schwellen gelten dieser Achse: dem Kosinus als Winkel oder der Qualität</translation>
    </message>
    <message>
        <source>&amp;y axis</source>
        <translation>&amp;y-Achse</translation>
    </message>
    <message>
        <source>Intervals and thresholds</source>
        <translation>Intervalle und Schwellen</translation>
    </message>
    <message>
        <source>Intervals and thresholds, 10 000 resamples:</source>
        <translation>Intervalle und Schwellen, 10 000 Stichproben:</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stopped: the intervals are rough, from 400 resamples, and thresholds are missing.</source>
        <translation>Angehalten: die Intervalle sind grob, aus 400 Stichproben, und Schwellen fehlen.</translation>
    </message>
    <message>
        <source>Compute them</source>
        <translation>Berechnen</translation>
    </message>
    <message>
        <source>No trial is done yet. Here comes the share of texts that collapse, over the cosine or the JPEG quality, a line a distortion with its 95 % band; and when the study rests, where half of the texts collapse.</source>
        <translation>Noch ist kein Versuch fertig. Hierher kommt der Anteil der Texte, die zusammenbrechen, über dem Kosinus oder der JPEG-Qualität, je Verzerrung eine Linie mit ihrem 95-%-Band; und wenn die Studie ruht, wo die Hälfte der Texte zusammenbricht.</translation>
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
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
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
    <name>lossylens::ui::Tour</name>
    <message>
        <source>Change the prompt</source>
        <translation>Den Prompt ändern</translation>
    </message>
    <message>
        <source>Type another beginning into the prompt. Each chip under it is one token, and the number on it is the cosine: how much of its embedding&apos;s direction survives JPEG.</source>
        <translation>Einen anderen Anfang in den Prompt schreiben. Jede Marke darunter ist ein Token, und die Zahl darauf ist der Kosinus: wie viel von der Richtung seiner Einbettung JPEG übersteht.</translation>
    </message>
    <message>
        <source>Drag to 25</source>
        <translation>Auf 25 ziehen</translation>
    </message>
    <message>
        <source>Take the handle under the curve up to 95, then drag it down to 25 (or use the arrow keys). The curve says how near the embeddings stay: it falls smoothly, without steps.</source>
        <translation>Den Griff unter der Kurve auf 95 bringen und dann auf 25 ziehen (oder die Pfeiltasten nehmen). Die Kurve sagt, wie nah die Einbettungen bleiben: Sie fällt glatt, ohne Stufen.</translation>
    </message>
    <message>
        <source>Find the loop</source>
        <translation>Die Schleife finden</translation>
    </message>
    <message>
        <source>Press Generate and look for a text that ends by repeating itself: a bracket beside it marks the loop; where there is none, drag lower or throw the die ⚄. Click a word inside the bracket (or go there with the arrow keys and press Return).</source>
        <translation>Auf „Schreiben“ drücken und einen Text suchen, der sich am Ende wiederholt: Eine Klammer daneben zeigt die Schleife; wo keine ist, tiefer ziehen oder mit ⚄ würfeln. Ein Wort innerhalb der Klammer anklicken (oder mit den Pfeiltasten hingehen und die Eingabetaste drücken).</translation>
    </message>
    <message>
        <source>Switch to rotation of equal cosine</source>
        <translation>Zur Drehung gleichen Kosinus’ wechseln</translation>
    </message>
    <message>
        <source>Choose the rotation under Distortion: it turns every embedding just as far as JPEG does, but in a random direction. If the text fails in the same way, the failure is not JPEG&apos;s own.</source>
        <translation>Unter „Verzerrung“ die Drehung wählen: Sie dreht jede Einbettung genau so weit wie JPEG, aber in eine zufällige Richtung. Wenn der Text auf dieselbe Weise scheitert, liegt es nicht an JPEG.</translation>
    </message>
    <message>
        <source>Open the X-ray</source>
        <translation>Das Röntgenbild öffnen</translation>
    </message>
    <message>
        <source>Open “Block by block” in the X-ray. It shows one token&apos;s numbers as the picture that JPEG takes them for, and what is left of each coefficient after rounding.</source>
        <translation>Im Röntgenbild „Block für Block“ öffnen. Es zeigt die Zahlen eines Tokens als das Bild, für das JPEG sie nimmt, und was von jedem Koeffizienten nach dem Runden bleibt.</translation>
    </message>
    <message>
        <source>Run 10 seeds</source>
        <translation>10 Seeds laufen lassen</translation>
    </message>
    <message>
        <source>Press “Seeds × 10”: the same prompt and strength, ten times with other random numbers. One text is an anecdote; count how many of the ten loop, and how many baselines do.</source>
        <translation>Auf „Seeds × 10“ drücken: derselbe Prompt bei derselben Stärke, zehnmal mit anderen Zufallszahlen. Ein Text ist eine Anekdote; man zähle, wie viele der zehn in eine Schleife geraten, und wie viele Ausgangstexte.</translation>
    </message>
    <message>
        <source>Restore to nearest tokens</source>
        <translation>Durch nächste Tokens ersetzen</translation>
    </message>
    <message>
        <source>Press “plain” beside the distortion and choose “Take the nearest token&apos;s row”: every damaged embedding is replaced by the vocabulary&apos;s nearest one. Count beside the prompt how many tokens come back as they were, then drag lower until some do not.</source>
        <translation>Neben der Verzerrung auf „schlicht“ drücken und „Die Zeile des nächsten Tokens nehmen“ wählen: Jedes beschädigte Embedding wird durch das nächste des Vokabulars ersetzt. Neben dem Prompt zählen, wie viele Tokens so zurückkommen, wie sie waren, und dann tiefer ziehen, bis es nicht mehr alle sind.</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::TourPanel</name>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>to do</source>
        <translation>zu tun</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>Rundgang</translation>
    </message>
    <message>
        <source>Step %1 of %2: %3</source>
        <translation>Schritt %1 von %2: %3</translation>
    </message>
    <message>
        <source>✓ Done. Next goes on.</source>
        <translation>✓ Erledigt. Es geht mit „Weiter“ weiter.</translation>
    </message>
    <message>
        <source>○ This needs an open model: the button at the upper left opens one.</source>
        <translation>○ Dafür muss ein Modell offen sein: Die Taste oben links öffnet eines.</translation>
    </message>
    <message>
        <source>○ It is so already: change it and come back, or skip.</source>
        <translation>○ Das ist schon so: ändern und zurückkommen, oder überspringen.</translation>
    </message>
    <message>
        <source>○ To do</source>
        <translation>○ Zu tun</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>The end of the tour</source>
        <translation>Das Ende des Rundgangs</translation>
    </message>
    <message>
        <source>You have done all %1 steps. What you saw is one model and a few texts: the next question is how often it happens.</source>
        <translation>Alle %1 Schritte sind erledigt. Zu sehen waren ein Modell und wenige Texte: Die nächste Frage ist, wie oft es geschieht.</translation>
    </message>
    <message>
        <source>You have done %1 of %2 steps. Back leads to those that are left.</source>
        <translation>%1 von %2 Schritten sind erledigt. „Zurück“ führt zu den übrigen.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>step %1: %2, present</source>
        <translation>Schritt %1: %2, der jetzige</translation>
    </message>
    <message>
        <source>step %1: %2</source>
        <translation>Schritt %1: %2</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::TrialTable</name>
    <message>
        <source>n/a</source>
        <translation>k. A.</translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation>zusammengebrochen</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>arm</source>
        <translation>Arm</translation>
    </message>
    <message>
        <source>bytes a token</source>
        <translation>Bytes je Token</translation>
    </message>
    <message>
        <source>the text begins</source>
        <translation>der Text beginnt</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>cosine, flattened</source>
        <translation>Kosinus, aneinandergereiht</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::TrialView</name>
    <message>
        <source>Trials</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Text of the chosen trial</source>
        <translation>Text des gewählten Versuchs</translation>
    </message>
    <message>
        <source>Choose a trial to read its whole text here.</source>
        <translation>Einen Versuch wählen, um hier seinen ganzen Text zu lesen.</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>as they came</source>
        <translation>wie sie kamen</translation>
    </message>
    <message>
        <source>No trial is done yet: a row appears the moment one is.</source>
        <translation>Noch kein Versuch ist fertig: Sobald einer es ist, erscheint eine Zeile.</translation>
    </message>
    <message>
        <source>%1 of %2 trials shown</source>
        <translation>%1 von %2 Versuchen gezeigt</translation>
    </message>
    <message>
        <source>Onl&amp;y arm</source>
        <translation>Nur Arm (&amp;y)</translation>
    </message>
    <message>
        <source>Sorted by</source>
        <translation>Sortiert nach</translation>
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
    <message>
        <source>Open a re&amp;sult again…</source>
        <translation>Er&amp;gebnis wieder öffnen …</translation>
    </message>
    <message>
        <source>Tour: next step, or skip it</source>
        <translation>Rundgang: nächster Schritt, oder auslassen</translation>
    </message>
    <message>
        <source>Tour: step before</source>
        <translation>Rundgang: Schritt davor</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>&amp;Seeds × 10</source>
        <translation>&amp;Seeds × 10</translation>
    </message>
    <message>
        <source>&amp;Help on this part</source>
        <translation>&amp;Hilfe zu diesem Teil</translation>
    </message>
    <message>
        <source>All &amp;keys</source>
        <translation>Alle &amp;Tasten</translation>
    </message>
    <message>
        <source>&amp;Large type</source>
        <translation>Große &amp;Schrift</translation>
    </message>
    <message>
        <source>Lar&amp;ger</source>
        <translation>&amp;Größer</translation>
    </message>
    <message>
        <source>S&amp;maller</source>
        <translation>&amp;Kleiner</translation>
    </message>
    <message>
        <source>Us&amp;ual size</source>
        <translation>&amp;Übliche Größe</translation>
    </message>
</context>
<context>
    <name>lossylens::ui::WindowLayouts</name>
    <message>
        <source>Probe</source>
        <translation>Probe</translation>
    </message>
    <message>
        <source>Prompt, curve, texts and embeddings</source>
        <translation>Prompt, Kurve, Texte und Einbettungen</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>Lehren</translation>
    </message>
    <message>
        <source>The same in large type, with a tour of seven steps</source>
        <translation>Dasselbe in großer Schrift, mit einem Rundgang in sieben Schritten</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>Studie</translation>
    </message>
    <message>
        <source>Prompts × distortions × seeds: many texts, and what they say together</source>
        <translation>Prompts × Verzerrungen × Seeds: viele Texte, und was sie zusammen sagen</translation>
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
    <message>
        <source>Recorded example: what %1 wrote (seed %2, n = 1) after “%3”. With a model open, Generate writes your own.</source>
        <translation>Aufgezeichnetes Beispiel: was %1 nach „%3“ schrieb (Seed %2, n = 1). Mit einem offenen Modell schreibt „Schreiben“ eigene.</translation>
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
