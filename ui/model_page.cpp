#include "ui/model_page.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <cmath>

#include "ui/bar.h"
#include "ui/message_strip.h"
#include "ui/precision_box.h"
#include "ui/theme.h"

namespace lossylens::ui {
namespace {

constexpr int loading_delay_ms = 500;

QString fromUtf8(const std::string& text) { return QString::fromStdString(text); }

// What the precision of the file means for the baseline.
QString precisionNote(const QString& precision) {
    if (precision.startsWith(QLatin1String("Q"))) {
        return ModelPage::tr(
                   "The weights of this file are themselves compressed (%1): the baseline is lossy, too. "
                   "Both texts "
                   "use the same weights; only the embeddings of the second went through JPEG.")
            .arg(precision);
    }
    return {};
}

}  // namespace

ModelPage::ModelPage(QWidget* parent)
    : QScrollArea(parent),
      heading_(new QLabel(this)),
      facts_(new QGridLayout),
      note_(new QLabel(this)),
      precision_(new PrecisionBox(this)),
      open_file_(new QPushButton(tr("Open model &file…"), this)),
      open_folder_(new QPushButton(tr("Open model f&older…"), this)),
      back_(new QPushButton(tr("&Back to the texts"), this)),
      cancel_(new QPushButton(tr("&Cancel"), this)),
      recent_label_(new QLabel(tr("Recent mode&ls"), this)),
      recent_(new QListWidget(this)),
      loading_(new QWidget(this)),
      loading_text_(new QLabel(this)),
      progress_(new QProgressBar(this)),
      message_(new MessageStrip(this)) {
    heading_->setFont(bold(scaled(font(), 1.4)));
    heading_->setWordWrap(true);
    note_->setWordWrap(true);
    recent_label_->setBuddy(recent_);
    recent_->setAccessibleName(tr("Recent models"));
    recent_->setWordWrap(true);
    progress_->setRange(0, 1000);
    progress_->setAccessibleName(tr("Progress of opening the model"));

    auto* loading = new QHBoxLayout(loading_);
    loading->setContentsMargins(0, 0, 0, 0);
    loading->addWidget(loading_text_);
    loading->addWidget(progress_, 1);
    loading->addWidget(cancel_);
    loading_->hide();
    loading_delay_.setSingleShot(true);
    loading_delay_.setInterval(loading_delay_ms);
    connect(&loading_delay_, &QTimer::timeout, loading_, &QWidget::show);

    auto* buttons = new QHBoxLayout;
    for (QPushButton* button : {open_file_, open_folder_, back_}) buttons->addWidget(button);
    buttons->addStretch();

    auto* content = new QWidget;
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    auto* page = new QVBoxLayout(content);
    page->setContentsMargins(24, 16, 24, 16);
    page->addWidget(heading_);
    page->addWidget(message_);
    page->addWidget(loading_);
    page->addLayout(facts_);
    page->addWidget(precision_);
    page->addWidget(note_);
    page->addLayout(buttons);
    page->addWidget(recent_label_);
    page->addWidget(recent_, 1);
    page->addStretch();

    connect(open_file_, &QPushButton::clicked, this, &ModelPage::chooseFile);
    connect(open_folder_, &QPushButton::clicked, this, &ModelPage::chooseFolder);
    connect(back_, &QPushButton::clicked, this, &ModelPage::left);
    connect(cancel_, &QPushButton::clicked, this, &ModelPage::cancelAsked);
    connect(recent_, &QListWidget::itemActivated, this,
            [this](const QListWidgetItem* item) { Q_EMIT openAsked(item->data(Qt::UserRole).toString()); });
    showModel(nullptr);
}

void ModelPage::addRow(const QString& name, const QString& value) {
    const int row = facts_->rowCount();
    auto* label = new QLabel(name, this);
    label->setForegroundRole(QPalette::PlaceholderText);
    auto* text = new QLabel(value, this);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setAccessibleName(name + QStringLiteral(": ") + value);
    facts_->addWidget(label, row, 0, Qt::AlignTop | Qt::AlignLeft);
    facts_->addWidget(text, row, 1);
    facts_->setColumnStretch(1, 1);
}

void ModelPage::clearRows() {
    while (QLayoutItem* item = facts_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void ModelPage::showModel(const lens::SubjectInfo* model, const nn::LoadOptions& options) {
    clearRows();
    back_->setVisible(model != nullptr);
    precision_->setVisible(model != nullptr);
    if (model == nullptr) {
        heading_->setText(tr("No model is open"));
        note_->setText(
            tr("Open a model to begin: a .gguf file, a .safetensors file or a Hugging Face folder of the "
               "GPT-2 or Llama "
               "family. You can also drop it on this window."));
        return;
    }
    const QLocale locale;
    const QString precision = fromUtf8(model->precision);
    heading_->setText(fromUtf8(model->name));
    addRow(tr("Path"), fromUtf8(model->path.string()));
    addRow(tr("Architecture"), fromUtf8(model->architecture));
    addRow(tr("Layers"), locale.toString(model->layers));
    addRow(tr("Dimensions of an embedding"), locale.toString(model->dimensions));
    addRow(tr("Vocabulary"), tr("%1 rows").arg(locale.toString(model->vocabulary)));
    addRow(tr("Context"), tr("%1 tokens").arg(locale.toString(model->context)));
    addRow(tr("Precision of the file"), precision);
    addRow(tr("Size of the weights"), sizeText(model->bytes));
    precision_->showModel(precision, options);
    note_->setText(precisionNote(precision));
}

void ModelPage::showRecent(const QStringList& paths) {
    recent_->clear();
    for (const QString& path : paths) {
        auto* item = new QListWidgetItem(QFileInfo(path).fileName() + QStringLiteral("\n") + path, recent_);
        item->setData(Qt::UserRole, path);
    }
    recent_->setVisible(!paths.isEmpty());
    recent_label_->setVisible(!paths.isEmpty());
}

void ModelPage::showLoading(const std::filesystem::path& path) {
    message_->clear();
    loading_text_->setText(tr("Opening %1").arg(fromUtf8(path.filename().string())));
    progress_->setValue(0);
    loading_delay_.start();
}

void ModelPage::showProgress(double share) {
    progress_->setValue(static_cast<int>(std::lround(share * 1000)));
}

void ModelPage::showLoaded() {
    loading_delay_.stop();
    loading_->hide();
}

void ModelPage::showError(const Error& error) { message_->showError(error); }

QString ModelPage::heading() const { return heading_->text(); }

void ModelPage::chooseFile() { choose(false); }

void ModelPage::chooseFolder() { choose(true); }

void ModelPage::choose(bool folder) {
    auto* dialog = new QFileDialog(this, folder ? tr("Open a model folder") : tr("Open a model file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (folder)
        dialog->setFileMode(QFileDialog::Directory);
    else
        dialog->setNameFilters({tr("Models (*.gguf *.safetensors)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &ModelPage::openAsked);
    dialog->open();
}

}  // namespace lossylens::ui
