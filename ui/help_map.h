#pragma once

class QWidget;

namespace lossylens::ui {

class ProbePage;

// Which topic F1 opens where: for the parts of a page, and for what stands round it.
void nameHelpTopics(const ProbePage& page);
struct HelpedParts {
    QWidget *bar, *model_page, *tour;
};
void nameHelpTopics(const HelpedParts& parts);

}  // namespace lossylens::ui
