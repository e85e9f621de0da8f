// What a file is that somebody drops on the window.
#pragma once

#include <QMimeData>
#include <QString>
#include <filesystem>
#include <string>

#include "base/result.h"

namespace lossylens::ui {

enum class DropKind {
    model,   // a folder, or a file of weights
    run,     // a file of a kind that this program exports
    prompt,  // any other file: its text
};
[[nodiscard]] DropKind dropKind(const QString& path);

// The first local file or folder among what is dragged; empty where there is none.
[[nodiscard]] QString droppedPath(const QMimeData& data);

// Text that is dragged, as from an editor; empty where files are, or none.
[[nodiscard]] QString droppedText(const QMimeData& data);

// A file as a prompt: its text, the line breaks at its end dropped. Errors: io, limit (longer than any prompt
// could be), usage (not UTF-8). May take a while where the disk is slow.
[[nodiscard]] Result<std::string> readPrompt(const std::filesystem::path& path);

}  // namespace lossylens::ui
