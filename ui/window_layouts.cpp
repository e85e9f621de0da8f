#include "ui/window_layouts.h"

#include <QCoreApplication>
#include <algorithm>

namespace lossylens::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(lossylens::ui::WindowLayouts)
};

}  // namespace

std::vector<LayoutChoice> windowLayouts() {
    return {{.layout = WindowLayout::probe,
             .id = QStringLiteral("probe"),
             .name = Words::tr("Probe"),
             .hint = Words::tr("Prompt, curve, texts and embeddings")},
            {.layout = WindowLayout::teach,
             .id = QStringLiteral("teach"),
             .name = Words::tr("Teach"),
             .hint = Words::tr("The same in large type, with a tour of seven steps")},
            {.layout = WindowLayout::study,
             .id = QStringLiteral("study"),
             .name = Words::tr("Study"),
             .hint = Words::tr("Prompts × distortions × seeds: many texts, and what they say together")}};
}

QString idOf(WindowLayout layout) {
    const auto choices = windowLayouts();
    return std::ranges::find(choices, layout, &LayoutChoice::layout)->id;
}

WindowLayout layoutOf(const QString& id) {
    const auto choices = windowLayouts();
    const auto found = std::ranges::find(choices, id, &LayoutChoice::id);
    return found == choices.end() ? choices.front().layout : found->layout;
}

}  // namespace lossylens::ui
