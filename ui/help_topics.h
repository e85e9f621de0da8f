// What the help says, as values: one short topic a part of the window, in the paper's words.
#pragma once

#include <QString>
#include <vector>

class QWidget;

namespace lossylens::ui {

struct HelpTopic {
    QString id;
    QString title;
    QString html;  // paragraphs; "topic:ID" links to another topic
};
[[nodiscard]] std::vector<HelpTopic> helpTopics();

// The topic that F1 opens while this widget, or one inside it, has the focus.
void setHelpTopic(QWidget& widget, const QString& id);
// Of the nearest widget that has one, from this one outwards; the first topic where none has.
[[nodiscard]] QString helpTopicOf(const QWidget* widget);

}  // namespace lossylens::ui
