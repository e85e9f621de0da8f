#pragma once

#include <QString>
#include <optional>

#include "lens/text_measures.h"
#include "ui/engine.h"
#include "ui/theme.h"

class QTextDocument;

namespace lossylens::ui {

// What is known of one token of a text. Everything but its place and id may be missing still.
struct TokenFacts {
    QString stream;    // title of its text
    int position = 0;  // in the continuation, from 0
    int id = 0;
    QString piece;                                // as in chipLabel()
    QString distorted;                            // title of the distorted model, for the second column
    std::optional<lens::MeasuredToken> measured;  // empty: not yet
    NearestPointer nearest;                       // null: not yet, or not possible
    QString no_nearest;                           // why not, as a sentence; empty: they are looked for
};

// As tables to read, select and copy (rich text); in the colours of a theme.
[[nodiscard]] QString tokenReport(const TokenFacts& facts, const Theme& theme);

// A document in words, each row of a table on a line of its own with tabs between its cells: what a
// spreadsheet takes as well.
[[nodiscard]] QString tabbedText(const QTextDocument& document);

}  // namespace lossylens::ui
