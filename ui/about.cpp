#undef QT_NO_KEYWORDS  // QCustomPlot's header is written with Qt's keywords
#include "ui/about.h"

#include <qcustomplot.h>

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "lens/about.h"
#include "ui/theme.h"

namespace lossylens::ui {
namespace {

std::vector<lens::Component> allComponents() {
    std::vector<lens::Component> all{
        {"Qt", qVersion(), "LGPL-3.0-only"},
        {"QCustomPlot", QCUSTOMPLOT_VERSION_STR, "GPL-3.0-or-later"},
    };
    for (lens::Component& component : lens::components()) all.push_back(std::move(component));
    return all;
}

QTreeWidget* componentTable(QWidget* parent) {
    auto* table = new QTreeWidget(parent);
    table->setHeaderLabels(
        {AboutDialog::tr("Library"), AboutDialog::tr("Version"), AboutDialog::tr("Licence")});
    table->setRootIsDecorated(false);
    table->setAccessibleName(AboutDialog::tr("Libraries, their versions and licences"));
    for (const lens::Component& component : allComponents()) {
        new QTreeWidgetItem(
            table, {QString::fromStdString(component.name), QString::fromStdString(component.version),
                    QString::fromStdString(component.licence)});
    }
    for (int column = 0; column < 2; ++column) table->resizeColumnToContents(column);
    return table;
}

}  // namespace

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("About LossyLens"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* title = new QLabel(QStringLiteral("LossyLens " LOSSYLENS_VERSION), this);
    title->setFont(bold(scaled(font(), 1.4)));
    auto* text =
        new QLabel(tr("Shows what JPEG on token embeddings does to a language model, after Haylett "
                      "(2025). Free software under the GNU General Public License, version 3 or later."),
                   this);
    text->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* column = new QVBoxLayout(this);
    column->addWidget(title);
    column->addWidget(text);
    column->addWidget(componentTable(this), 1);
    column->addWidget(buttons);
    const QFontMetrics metrics(font());
    resize(metrics.averageCharWidth() * 80, metrics.lineSpacing() * 24);
}

}  // namespace lossylens::ui
