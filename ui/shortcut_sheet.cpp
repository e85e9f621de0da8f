#include "ui/shortcut_sheet.h"

#include <QAction>
#include <QCoreApplication>
#include <QSet>
#include <QWidget>

namespace lossylens::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(lossylens::ui::ShortcutSheet)
};

QList<QKeySequence> keys(std::initializer_list<int> list) {
    QList<QKeySequence> all;
    for (const int key : list) all << QKeySequence(key);
    return all;
}

QString plainText(const QAction& action) {
    QString text = action.text();
    text.remove(QLatin1Char('&'));
    return text.endsWith(QChar(0x2026)) ? text.chopped(1) : text;
}

QString keyText(const QList<QKeySequence>& sequences) {
    QStringList texts;
    for (const QKeySequence& sequence : sequences)
        texts << sequence.toString(QKeySequence::NativeText).toHtmlEscaped();
    return texts.join(QStringLiteral(", "));
}

}  // namespace

std::vector<PanelKeys> panelKeys() {
    const QList<QKeySequence> arrows = keys({Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down});
    const QList<QKeySequence> sides = keys({Qt::Key_Left, Qt::Key_Right});
    const QList<QKeySequence> ends = keys({Qt::Key_Home, Qt::Key_End});
    return {
        {"QualitySlider",
         {Words::tr("Quality slider"),
          {{arrows, Words::tr("one quality down or up")},
           {keys({Qt::Key_PageUp, Qt::Key_PageDown}), Words::tr("ten up or down")},
           {ends, Words::tr("quality 1 or 100")}}}},
        {"TokenChips",
         {Words::tr("Tokens of the prompt"),
          {{arrows, Words::tr("the next or the line's next token")},
           {ends, Words::tr("the first or last token")}}}},
        {"FilmFrame",
         {Words::tr("Filmstrip"),
          {{sides, Words::tr("the next quality")}, {keys({Qt::Key_Space}), Words::tr("show it")}}}},
        {"MarkedText",
         {Words::tr("A text"),
          {{sides, Words::tr("go from token to token")},
           {keys({Qt::Key_Return, Qt::Key_Enter}), Words::tr("all numbers of the token")}}}},
        {"Heatmap",
         {Words::tr("Heatmap"),
          {{arrows, Words::tr("the next cell")},
           {ends, Words::tr("the first or last cell of the row")},
           {keys({Qt::Key_Plus, Qt::Key_Equal}), Words::tr("zoom in")},
           {keys({Qt::Key_Minus}), Words::tr("zoom out")},
           {keys({Qt::Key_0}), Words::tr("show all of it")},
           {keys({Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space}), Words::tr("select the cell's token")}}}},
        {"EmbeddingPanel",
         {Words::tr("Embeddings"),
          {{keys({Qt::Key_1}), Words::tr("before")},
           {keys({Qt::Key_2}), Words::tr("wipe between before and after")},
           {keys({Qt::Key_3}), Words::tr("difference")},
           {keys({Qt::Key_4}), Words::tr("all three")}}}},
        {"XrayPlane",
         {Words::tr("X-ray: the plane"),
          {{arrows, Words::tr("the next block")}, {ends, Words::tr("the row's first or last block")}}}},
        {"XrayGrid",
         {Words::tr("X-ray: a block"),
          {{arrows, Words::tr("the next number")}, {ends, Words::tr("the row's first or last number")}}}},
    };
}

KeyGroup actionKeys(const QWidget& window) {
    KeyGroup group{Words::tr("Everywhere"), {}};
    QSet<QString> known;
    for (const QAction* action : window.findChildren<QAction*>()) {
        if (action->shortcuts().isEmpty() || action->text().isEmpty()) continue;
        const QString name = plainText(*action);
        const QString entry = name + action->shortcut().toString();
        if (known.contains(entry)) continue;  // each panel has its own for copying
        known.insert(entry);
        group.lines.push_back({action->shortcuts(), name});
    }
    return group;
}

std::vector<KeyGroup> shortcutSheet(const QWidget& window) {
    std::vector<KeyGroup> groups{actionKeys(window)};
    for (const PanelKeys& panel : panelKeys()) groups.push_back(panel.group);
    return groups;
}

QString sheetHtml(const std::vector<KeyGroup>& groups) {
    QString html;
    for (const KeyGroup& group : groups) {
        html += QStringLiteral("<h3>%1</h3><table cellspacing=0>").arg(group.title.toHtmlEscaped());
        for (const KeyLine& line : group.lines) {
            html += QStringLiteral("<tr><td style='padding-right:1em'><b>%1</b></td><td>%2</td></tr>")
                        .arg(keyText(line.keys), line.what.toHtmlEscaped());
        }
        html += QStringLiteral("</table>");
    }
    return html;
}

}  // namespace lossylens::ui
