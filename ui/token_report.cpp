#include "ui/token_report.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>
#include <algorithm>

#include "ui/chips.h"
#include "ui/numbers.h"

namespace lossylens::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(lossylens::ui::TokenReport)
};

QString pieceText(const std::string& piece) { return chipLabel(piece).toHtmlEscaped(); }

// A table row of cells that are already escaped.
QString row(const QStringList& cells) {
    QString all = QStringLiteral("<tr>");
    for (const QString& cell : cells)
        all += QStringLiteral("<td style='padding-right: 12px'>") + cell + QStringLiteral("</td>");
    return all + QStringLiteral("</tr>");
}

QString headRow(const QStringList& cells, const Theme& theme) {
    QStringList coloured;
    for (const QString& cell : cells)
        coloured << QStringLiteral("<span style='color: %1'>%2</span>").arg(theme.muted.name(), cell);
    return row(coloured);
}

QString table(const QString& rows) {
    return QStringLiteral("<table cellspacing='0' style='margin-top: 6px'>") + rows +
           QStringLiteral("</table>");
}

QString note(const QString& text, const Theme& theme) {
    return QStringLiteral("<p style='color: %1; margin: 6px 0 0 0'>%2</p>").arg(theme.muted.name(), text);
}

QString bits(const lens::Expectation& expectation) {
    return Words::tr("%1 bits").arg(numberText(expectation.surprisal, 2));
}

// The token that stands there is bold and pointed at: it can be told without the weight of its letters.
QString candidate(const lens::Candidate& one, int id) {
    const QString piece = pieceText(one.piece);
    return one.id == id ? QStringLiteral("<b>%1</b> ◂").arg(piece) : piece;
}

QStringList candidateCells(const lens::Expectation& expectation, std::size_t place, int id) {
    if (place >= expectation.top.size()) return {{}, {}};
    const lens::Candidate& one = expectation.top[place];
    const double percent = 100 * one.probability;
    return {candidate(one, id),
            percent < .05 ? Words::tr("&lt; 0.1 %") : Words::tr("%1 %").arg(numberText(percent, 1))};
}

QString expectations(const TokenFacts& facts, const Theme& theme) {
    if (!facts.measured) return note(Words::tr("This token is not measured yet."), theme);
    const lens::MeasuredToken& token = *facts.measured;
    const QString distorted = facts.distorted.toHtmlEscaped();
    const QLocale locale;
    QString rows = headRow({{}, Words::tr("undistorted"), distorted}, theme);
    rows += row({Words::tr("surprisal"), bits(token.base), bits(token.distorted)});
    rows += row({Words::tr("rank"), locale.toString(token.base.rank), locale.toString(token.distorted.rank)});
    const QString kl = note(
        Words::tr("KL (undistorted ‖ %1) where it stands: %2 nats").arg(distorted, numberText(token.kl, 3)),
        theme);
    QString top = headRow({Words::tr("expected here"), {}, Words::tr("with %1").arg(distorted), {}}, theme);
    for (std::size_t i = 0; i < std::max(token.base.top.size(), token.distorted.top.size()); ++i)
        top += row(candidateCells(token.base, i, facts.id) + candidateCells(token.distorted, i, facts.id));
    return table(rows) + kl + table(top);
}

QStringList nearCells(const std::vector<lens::NearToken>& tokens, std::size_t place) {
    if (place >= tokens.size()) return {{}, {}};
    return {pieceText(tokens[place].piece), numberText(tokens[place].cosine, 3)};
}

QString nearest(const TokenFacts& facts, const Theme& theme) {
    if (!facts.no_nearest.isEmpty()) return note(facts.no_nearest.toHtmlEscaped(), theme);
    if (!facts.nearest) return note(Words::tr("Looking for the nearest tokens…"), theme);
    const NearestAnswer& found = *facts.nearest;
    QString rows = headRow({Words::tr("nearest embeddings"), Words::tr("cosine"),
                            Words::tr("after %1").arg(facts.distorted.toHtmlEscaped()), Words::tr("cosine")},
                           theme);
    for (std::size_t i = 0; i < std::max(found.before.size(), found.after.size()); ++i)
        rows += row(nearCells(found.before, i) + nearCells(found.after, i));
    return table(rows);
}

}  // namespace

QString tokenReport(const TokenFacts& facts, const Theme& theme) {
    const QString head = Words::tr("Token %1 of %2: <b>%3</b>, id %4")
                             .arg(QString::number(facts.position + 1), facts.stream.toHtmlEscaped(),
                                  facts.piece.toHtmlEscaped(), QString::number(facts.id));
    return head + expectations(facts, theme) + nearest(facts, theme);
}

QString tabbedText(const QTextDocument& document) {
    QString all;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const QTextTable* table = QTextCursor(block).currentTable();
        const bool cell_follows =
            table != nullptr && table->cellAt(block.position()).column() + 1 < table->columns();
        all += block.text() % QLatin1Char(cell_follows ? '\t' : '\n');
    }
    return all.trimmed();
}

}  // namespace lossylens::ui
