#include "ui/field_label.h"

#include <QHBoxLayout>
#include <QLabel>

namespace lossylens::ui {

QLabel* fieldLabel(const QString& text, QWidget* field, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setBuddy(field);
    field->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    return label;
}

QWidget* labelled(const QString& text, QWidget* field, QWidget* parent) {
    auto* pair = new QWidget(parent);
    auto* row = new QHBoxLayout(pair);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(fieldLabel(text, field, pair));
    row->addWidget(field);
    return pair;
}

}  // namespace lossylens::ui
