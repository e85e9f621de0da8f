#include "ui/help_topics.h"

#include <QCoreApplication>
#include <QVariant>
#include <QWidget>

namespace lossylens::ui {
namespace {

constexpr auto property = "lossylens_help_topic";

class Words {
    Q_DECLARE_TR_FUNCTIONS(lossylens::ui::Help)
};

HelpTopic topic(const char* id, const QString& title, const QStringList& paragraphs) {
    QString html;
    for (const QString& paragraph : paragraphs) html += QStringLiteral("<p>%1</p>").arg(paragraph);
    return {QString::fromLatin1(id), title, html};
}

HelpTopic start() {
    return topic(
        "start", Words::tr("What this is"),
        {Words::tr(
             "A language model reads each token as a list of numbers, its embedding. LossyLens takes every "
             "embedding for a small grey picture, saves it as a JPEG, opens it again and lets the model go "
             "on "
             "with what came back, after Haylett (2025)."),
         Words::tr(
             "Type a <a href='topic:prompt'>prompt</a>, drag the quality under the "
             "<a href='topic:curve'>curve</a>, and press Generate: the <a href='topic:texts'>texts</a> stand "
             "side by side, the left one without JPEG."),
         Words::tr("<b>One text is an anecdote.</b> Change the seed before you believe anything, run "
                   "<a href='topic:seeds'>ten seeds</a>, and compare with the "
                   "<a href='topic:strength'>rotation of equal cosine</a>."),
         Words::tr(
             "F1 opens the topic of the part that you are in; the <a href='topic:shortcuts'>keys</a> are on "
             "a sheet of their own.")});
}

HelpTopic bar() {
    return topic(
        "bar", Words::tr("The bar"),
        {Words::tr(
             "From left to right: the <a href='topic:model'>model</a>; Generate, which becomes Stop while "
             "texts "
             "are written; how the next token is drawn; presets, exports, the menu and the layouts."),
         Words::tr(
             "<b>Seed</b>: the random numbers. All texts of a run use the same one at each position, so that "
             "two texts differ by their embeddings, not by luck. The die throws another."),
         Words::tr(
             "<b>Greedy</b> takes the most likely token always. <b>Temperature</b> flattens (above 1) or "
             "sharpens (below 1) the probabilities; <b>top-k</b> keeps the k likeliest tokens, <b>top-p</b> "
             "as "
             "many as it takes to reach that probability; in this order."),
         Words::tr("<b>Presets</b> has the paper's settings with the cosines that it reports.")});
}

HelpTopic model() {
    return topic(
        "model", Words::tr("The model"),
        {Words::tr("Any GPT-2 or Llama model: a GGUF file, or a folder as Hugging Face has them. The file's "
                   "own precision is part of the experiment: a 4-bit file is itself compressed."),
         Words::tr("“Stored” computes with the file's weights, as fast as they allow; “exact” expands "
                   "everything to float32. The page measures how far the two are apart.")});
}

HelpTopic prompt() {
    return topic(
        "prompt", Words::tr("Prompt and tokens"),
        {Words::tr("The chips under the prompt are its tokens, as the model reads them. The colour and the "
                   "number of a chip are its own <b>cosine</b>: 1 where the embedding's direction comes back "
                   "whole, 0 where nothing of it does."),
         Words::tr("The selected chip is the one that the <a href='topic:embeddings'>embeddings</a> and the "
                   "<a href='topic:xray'>X-ray</a> show.")});
}

HelpTopic curve() {
    return topic(
        "curve", Words::tr("The curve and its slider"),
        {Words::tr(
             "The bold line: the cosine of the prompt's embeddings before and after, at every JPEG quality "
             "from "
             "1 to 100. Thin lines: each token. Crosses: what the paper reports for GPT-2 large. The band: "
             "90 "
             "% "
             "of the whole vocabulary. Dashed, on the right axis: the bytes that a token takes as a JPEG "
             "file."),
         Words::tr(
             "The slider is the curve's axis; dragging anywhere in the plot moves it. “Flattened” takes all "
             "tokens as one long vector, as the paper does; “mean” is the mean of the tokens' own cosines."),
         Words::tr("The curve is smooth. If there are stages, they are in the texts.")});
}

HelpTopic strength() {
    return topic(
        "strength", Words::tr("Distortion, scope, control"),
        {Words::tr(
             "<b>Distortion</b>: JPEG, or another one made as strong as JPEG: its cosine is matched token by "
             "token. A <b>rotation</b> turns the embedding by the same angle in a random direction and keeps "
             "its length. What happens under both is not JPEG's doing."),
         Words::tr(
             "<b>Scope</b>: which tokens are distorted: the prompt's, those that are written, or both, as in "
             "the paper. <b>Control</b> writes the rotation as a third text beside the others."),
         Words::tr(
             "<b>Take the nearest token's row</b>, in the menu beside the distortion, puts the vocabulary's "
             "nearest embedding in the place of every distorted one. While that is the token's own, the "
             "damage is only distance, and undone."),
         Words::tr("<b>Filmstrip</b> writes eight qualities in one batch; afterwards the slider goes through "
                   "finished "
                   "texts at once.")});
}

HelpTopic texts() {
    return topic(
        "texts", Words::tr("The texts"),
        {Words::tr(
             "Left the baseline, without distortion; then the distorted text. A bar marks where it first "
             "leaves "
             "the baseline; words that the baseline does not have are underlined and tinted."),
         Words::tr(
             "A bracket marks a <b>loop</b>: the text ends by repeating the same tokens; it says how many, "
             "and "
             "how often. <b>seq-rep-4</b> is the share of runs of four tokens that were there before; "
             "<b>perplexity</b> says how unlikely the undistorted model finds the text. A low perplexity can "
             "mean a loop."),
         Words::tr(
             "The views mark each token by its <b>surprisal</b> (in bits), its <b>rank</b>, or by the <b>KL "
             "divergence</b> between the two models. Click a token, or press Return on it, for all its "
             "numbers. "
             "Pin keeps a text for comparison.")});
}

HelpTopic seeds() {
    return topic(
        "seeds", Words::tr("Ten seeds"),
        {Words::tr("Writes the same prompt at the same strength with the seeds 1 to 10, and counts how many "
                   "of the texts end in a loop, among the distorted ones and among the baselines. A pair of "
                   "counts says more than any one text."),
         Words::tr("A row shows its texts above. Ten is little: an honest share needs more prompts, too.")});
}

HelpTopic embeddings() {
    return topic(
        "embeddings", Words::tr("Embeddings"),
        {Words::tr("The selected token's embedding as the picture that JPEG gets: two rows, the first half "
                   "of the numbers over the second; or all tokens of the prompt, a row each."),
         Words::tr("Before, after, or the difference; the divider wipes between them. The colours have a "
                   "scale beside them, and the line below reads out what is under the pointer.")});
}

HelpTopic xray() {
    return topic(
        "xray", Words::tr("X-ray"),
        {Words::tr(
             "One token as JPEG sees it. The picture is cut into blocks of 8 × 8; two rows do not fill a "
             "block, "
             "so the second row is repeated: half of the embedding is coded seven times, the other half "
             "once."),
         Words::tr("“Block by block”, from 1 to 6: the samples; their cosine transform; the table of steps "
                   "that the "
                   "quality chooses; each coefficient divided by its step and rounded, where the loss "
                   "happens; what "
                   "the selected coefficient adds; the samples that come back."),
         Words::tr(
             "<b>Nearest before and after</b>: the tokens of the vocabulary whose embeddings have the "
             "largest "
             "cosine with this one. While the token itself is the nearest, the damage could be undone.")});
}

HelpTopic tour() {
    return topic(
        "tour", Words::tr("The tour"),
        {Words::tr("The Teach layout has the same page in large type, with a tour of seven steps that are "
                   "completed by doing. A frame marks what a step is about; ○ is to do, ✓ done, – skipped."),
         Words::tr("Next waits until a step is done; Skip goes on without. The type can be made larger and "
                   "smaller, for each layout by itself; from 150 % on, faint colours become strong.")});
}

HelpTopic results() {
    return topic(
        "results", Words::tr("Taking results away"),
        {Words::tr("Export saves what is on screen: the comparison as a picture, all numbers as CSV or JSON, "
                   "and the command line that gives the same result. Every export has the model, the "
                   "settings and the seed in it."),
         Words::tr("Each panel can be copied by itself, as a picture or as text.")});
}

}  // namespace

std::vector<HelpTopic> helpTopics() {
    return {start(), bar(),   model(),      prompt(), curve(), strength(),
            texts(), seeds(), embeddings(), xray(),   tour(),  results()};
}

void setHelpTopic(QWidget& widget, const QString& id) { widget.setProperty(property, id); }

QString helpTopicOf(const QWidget* widget) {
    for (; widget; widget = widget->parentWidget()) {
        const QString id = widget->property(property).toString();
        if (!id.isEmpty()) return id;
    }
    return helpTopics().front().id;
}

}  // namespace lossylens::ui
