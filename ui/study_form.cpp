#include "ui/study_form.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDate>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <cstring>

#include "study/summary.h"
#include "ui/distortion_words.h"
#include "ui/field_label.h"
#include "ui/study_words.h"
#include "ui/theme.h"

namespace lossylens::ui {
namespace {

enum Source { present_prompt, of_study, from_file, first_set };  // data of the source box
enum DistortionColumn { distortion_name, strengths_column };
constexpr auto file_source = "file/", study_source = "study";

}  // namespace

StudyForm::StudyForm(QWidget* parent)
    : QWidget(parent),
      name_(new QLineEdit(this)),
      source_(new QComboBox(this)),
      choose_file_(new QPushButton(tr("File…"), this)),
      about_(new QLabel(this)),
      distortions_(new QTreeWidget(this)),
      qualities_(new QLineEdit(this)),
      cosines_(new QLineEdit(this)),
      draws_(new QComboBox(this)),
      then_(new QComboBox(this)),
      more_arms_(new QLineEdit(this)),
      seeds_(new QLineEdit(this)),
      new_tokens_(new QSpinBox(this)),
      batch_(new QSpinBox(this)),
      chat_(new QCheckBox(tr("&Chat template"), this)),
      sampling_(new QLabel(this)),
      folder_(new QLineEdit(this)),
      choose_folder_(new QPushButton(tr("Choose…"), this)),
      size_(new QLabel(this)) {
    build();
    fillDistortions();
    fillSources();
    showDraft({});
    source_->setCurrentIndex(0);
    const auto tell = [this] { Q_EMIT changed(); };
    for (QLineEdit* field : {qualities_, cosines_, more_arms_, seeds_})
        connect(field, &QLineEdit::textChanged, this, tell);
    for (QComboBox* box : {draws_, then_}) connect(box, &QComboBox::currentIndexChanged, this, tell);
    connect(name_, &QLineEdit::textChanged, this, [this] {
        if (!folder_typed_) proposeFolder();
        Q_EMIT changed();
    });
    connect(folder_, &QLineEdit::textEdited, this, [this](const QString& text) {
        folder_typed_ = !text.isEmpty();
        Q_EMIT changed();
    });
    for (QSpinBox* box : {new_tokens_, batch_}) connect(box, &QSpinBox::valueChanged, this, tell);
    connect(chat_, &QCheckBox::toggled, this, tell);
    connect(distortions_, &QTreeWidget::itemChanged, this, tell);
    connect(source_, &QComboBox::activated, this, &StudyForm::onSource);
    connect(source_, &QComboBox::currentIndexChanged, this, tell);
    connect(choose_file_, &QPushButton::clicked, this, &StudyForm::choosePromptFile);
    connect(choose_folder_, &QPushButton::clicked, this, &StudyForm::chooseFolder);
    restyle();
}

void StudyForm::build() {
    auto* grid = new QGridLayout(this);
    int row = 0;
    const auto add = [&](const QString& text, QWidget* field, QWidget* beside = nullptr) {
        grid->addWidget(fieldLabel(text, field, this), row, 0, Qt::AlignTop);
        grid->addWidget(field, row, 1, 1, beside == nullptr ? 2 : 1);
        if (beside != nullptr) grid->addWidget(beside, row, 2);
        ++row;
        fields_.push_back(field);
        if (beside != nullptr) fields_.push_back(beside);
    };
    const auto addNote = [&](QLabel* note) {
        note->setWordWrap(true);
        note->setTextFormat(Qt::PlainText);
        grid->addWidget(note, row++, 1, 1, 2);
    };
    add(tr("Na&me"), name_);
    add(tr("Pr&ompts"), source_, choose_file_);
    addNote(about_);
    add(tr("&Qualities"), qualities_);
    add(tr("Fi&xed cosines"), cosines_);
    // Below its label: two columns need the whole width.
    grid->addWidget(fieldLabel(tr("D&istortions"), distortions_, this), row++, 0, 1, 3);
    grid->addWidget(distortions_, row++, 0, 1, 3);
    fields_.push_back(distortions_);
    add(tr("Random dra&ws"), draws_);
    add(tr("T&hen"), then_);
    add(tr("More &arms"), more_arms_);
    add(tr("See&ds"), seeds_);
    add(tr("&Length, tokens"), new_tokens_);
    grid->addWidget(chat_, row++, 1, 1, 2);
    fields_.push_back(chat_);
    addNote(sampling_);
    add(tr("&Batch"), batch_);
    add(tr("&Folder"), folder_, choose_folder_);
    addNote(size_);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(row, 1);
    for (std::size_t i = 1; i < fields_.size(); ++i) setTabOrder(fields_[i - 1], fields_[i]);
    name_->setPlaceholderText(tr("for people, and for the folder"));
    qualities_->setToolTip(tr("Of JPEG; what can be matched is brought to JPEG's cosine at each of them"));
    cosines_->setPlaceholderText(tr("none, or for what can be matched: 0.9, 0.7"));
    fillVariants();
    more_arms_->setPlaceholderText(tr("by name: jpeg-25+rows-8, rotation-0.7"));
    seeds_->setPlaceholderText(tr("how many, or a list: 1, 7, 20-29"));
    new_tokens_->setRange(1, most_new_tokens);
    batch_->setRange(1, most_batch);
    batch_->setToolTip(tr("Texts that are written at once: a matter of speed, never of what is written"));
    for (QSpinBox* box : {new_tokens_, batch_}) box->setKeyboardTracking(false);
    source_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    source_->setMinimumContentsLength(10);
}

// What a distortion's name has behind a "+".
void StudyForm::fillVariants() {
    draws_->addItem(tr("frozen: one a token, as JPEG is"), int(StudyDraft::Draws::frozen));
    draws_->addItem(tr("fresh: one a position (+fresh)"), int(StudyDraft::Draws::fresh));
    draws_->addItem(tr("both, as arms beside each other"), int(StudyDraft::Draws::both));
    draws_->setToolTip(tr("Of distortions that draw random numbers"));
    then_->addItem(tr("nothing"), int(StudyDraft::Then::nothing));
    then_->addItem(tr("restore the norm (+norm)"), int(StudyDraft::Then::norm));
    then_->addItem(tr("take the nearest token's row (+nearest)"), int(StudyDraft::Then::nearest));
    then_->addItem(tr("each of the three, as arms beside each other"), int(StudyDraft::Then::each));
    then_->setToolTip(tr("After every distortion, before the model reads the embedding"));
    for (QComboBox* box : {draws_, then_}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(10);
    }
}

// From the registry: a new distortion is here by itself.
void StudyForm::fillDistortions() {
    distortions_->setHeaderLabels({tr("distortion"), tr("strengths")});
    distortions_->setRootIsDecorated(false);
    distortions_->setUniformRowHeights(true);
    distortions_->setSelectionMode(QAbstractItemView::SingleSelection);
    distortions_->setTabKeyNavigation(false);
    distortions_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    for (const codec::Distortion* const distortion : codec::distortions()) {
        const auto info = distortion->info();
        auto* item = new QTreeWidgetItem(distortions_, {labelOf(*distortion), QString()});
        item->setData(distortion_name, Qt::UserRole, QString::fromUtf8(info.name));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable |
                       Qt::ItemIsEditable);
        item->setCheckState(distortion_name, Qt::Unchecked);
        const QString usual = info.matchable                     ? tr("JPEG's cosine")
                              : info.strength_label == "quality" ? tr("the qualities")
                                                                 : tr("its usual one");
        item->setToolTip(
            strengths_column,
            tr("Empty: %1. Or numbers of its own (%2 from %3 to %4): press F2 or double-click.")
                .arg(usual, info.strength_label.empty() ? tr("none") : strengthLabelOf(*distortion),
                     QString::number(info.least), QString::number(info.most)));
        item->setData(strengths_column, Qt::UserRole, usual);
    }
    distortions_->setItemDelegateForColumn(strengths_column, new StrengthsDelegate(distortions_));
    const auto edit = [this](QTreeWidgetItem* item) { distortions_->editItem(item, strengths_column); };
    connect(distortions_, &QTreeWidget::itemDoubleClicked, this, edit);
    auto* key = new QAction(tr("Change the strengths"), distortions_);
    key->setShortcut(Qt::Key_F2);
    key->setShortcutContext(Qt::WidgetShortcut);
    connect(key, &QAction::triggered, this, [this, edit] {
        if (distortions_->currentItem() != nullptr) edit(distortions_->currentItem());
    });
    distortions_->addAction(key);
    distortions_->setContextMenuPolicy(Qt::ActionsContextMenu);
    distortions_->header()->setSectionResizeMode(distortion_name, QHeaderView::ResizeToContents);
}

void StudyForm::setSets(std::vector<NamedPrompts> sets) {
    sets_ = std::move(sets);
    fillSources();
    source_->setCurrentIndex(0);  // many prompts before the one that is typed
    onSource(0);
}

void StudyForm::setPresentPrompt(const QString& prompt) {
    if (prompt == present_) return;
    present_ = prompt;
    if (source_->currentData().toInt() == present_prompt) Q_EMIT changed();
}

void StudyForm::fillSources() {
    const QVariant chosen = source_->currentData();
    const QSignalBlocker quiet(source_);
    source_->clear();
    for (std::size_t i = 0; i < sets_.size(); ++i) {
        source_->addItem(tr("%1: %2 prompts").arg(sets_[i].name).arg(sets_[i].prompts.size()),
                         int(first_set + i));
        source_->setItemData(source_->count() - 1, sets_[i].about, Qt::ToolTipRole);
    }
    source_->addItem(tr("the present prompt"), int(present_prompt));
    if (!file_.prompts.empty())
        source_->addItem(tr("%1: %2 prompts").arg(file_.name).arg(file_.prompts.size()), int(from_file));
    if (!study_.prompts.empty())
        source_->addItem(tr("of the study: %1 prompts").arg(study_.prompts.size()), int(of_study));
    const int index = source_->findData(chosen);
    source_->setCurrentIndex(std::max(0, index));
}

void StudyForm::onSource(int) {
    const int source = source_->currentData().toInt();
    const auto set = static_cast<std::size_t>(std::max(0, source - first_set));
    about_->setText(source >= first_set && set < sets_.size() ? sets_[set].about : QString());
    about_->setVisible(!about_->text().isEmpty());
}

void StudyForm::choosePromptFile() {
    auto* dialog = new QFileDialog(this, tr("Prompts, one a line or JSON"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &StudyForm::promptFileAsked);
    dialog->open();
}

void StudyForm::usePromptFile(const QString& path, const std::vector<study::Prompt>& prompts) {
    file_ = {QFileInfo(path).fileName(), {}, prompts};
    fillSources();
    source_->setCurrentIndex(source_->findData(int(from_file)));
    onSource(0);
    Q_EMIT changed();
}

void StudyForm::chooseFolder() {
    auto* dialog = new QFileDialog(this, tr("Folder for the rows"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        folder_typed_ = true;
        folder_->setText(path);
        Q_EMIT changed();
    });
    dialog->open();
}

void StudyForm::setSampling(const QString& words) { sampling_->setText(words); }

void StudyForm::setStudies(const std::filesystem::path& parent) {
    studies_ = parent;
    proposeFolder();
}

void StudyForm::proposeFolder() {
    folder_typed_ = false;
    const QString date = QDate::currentDate().toString(Qt::ISODate);
    folder_->setText(QString::fromStdString(freeFolder(studies_, date, name_->text()).string()));
}

void StudyForm::setFolder(const std::filesystem::path& folder) {
    folder_->setText(QString::fromStdString(folder.string()));
}

std::filesystem::path StudyForm::folder() const { return folder_->text().toStdString(); }

int StudyForm::batch() const { return batch_->value(); }

void StudyForm::showDraft(const StudyDraft& draft) {
    const QSignalBlocker quiet(this);
    const auto put = [](QLineEdit* line, const QString& text) {
        if (line->text() != text) line->setText(text);  // otherwise the cursor stays where it is
    };
    put(name_, draft.name);
    put(qualities_, draft.qualities);
    put(cosines_, draft.cosines);
    draws_->setCurrentIndex(draws_->findData(int(draft.draws)));
    then_->setCurrentIndex(then_->findData(int(draft.then)));
    put(more_arms_, draft.more_arms);
    put(seeds_, draft.seeds);
    new_tokens_->setValue(draft.new_tokens);
    batch_->setValue(draft.batch);
    chat_->setChecked(draft.chat);
    for (int i = 0; i < distortions_->topLevelItemCount(); ++i) {
        QTreeWidgetItem* const item = distortions_->topLevelItem(i);
        const QString name = item->data(distortion_name, Qt::UserRole).toString();
        const auto choice = std::ranges::find(draft.distortions, name, &StudyDraft::Choice::name);
        const bool ticked = choice != draft.distortions.end();
        item->setCheckState(distortion_name, ticked ? Qt::Checked : Qt::Unchecked);
        item->setText(strengths_column, ticked ? choice->strengths : QString());
    }
    showSource(draft);
    if (!draft.folder.isEmpty()) {
        folder_typed_ = true;
        put(folder_, draft.folder);
    } else if (folder_typed_) {
        proposeFolder();
    }
}

void StudyForm::showSource(const StudyDraft& draft) {
    const bool of_file = draft.source.startsWith(QLatin1String(file_source));
    if (of_file) file_ = {draft.source.mid(qsizetype(std::strlen(file_source))), {}, draft.prompts};
    if (draft.source == QLatin1String(study_source)) study_.prompts = draft.prompts;
    fillSources();
    for (int i = source_->count() - 1; i >= 0; --i) {
        source_->setCurrentIndex(i);
        if (sourceName() == draft.source) break;  // the first one for a set that there is no more
    }
    onSource(0);
}

// As the session keeps it.
QString StudyForm::sourceName() const {
    const int source = source_->currentData().toInt();
    if (source_->currentIndex() <= 0) return {};
    if (source == present_prompt) return QStringLiteral("present");
    if (source == of_study) return QLatin1String(study_source);
    if (source == from_file) return QLatin1String(file_source) + file_.name;
    return QStringLiteral("set/") + sets_[static_cast<std::size_t>(source - first_set)].name;
}

std::vector<study::Prompt> StudyForm::prompts() const {
    const int source = source_->currentData().toInt();
    if (source == present_prompt) return {{"prompt", present_.toStdString()}};
    if (source == from_file) return file_.prompts;
    if (source == of_study) return study_.prompts;
    return sets_[static_cast<std::size_t>(source - first_set)].prompts;
}

StudyDraft StudyForm::draft() const {
    StudyDraft draft{.name = name_->text().trimmed(),
                     .source = sourceName(),
                     .prompts = {},
                     .distortions = {},
                     .qualities = qualities_->text(),
                     .cosines = cosines_->text(),
                     .draws = static_cast<StudyDraft::Draws>(draws_->currentData().toInt()),
                     .then = static_cast<StudyDraft::Then>(then_->currentData().toInt()),
                     .more_arms = more_arms_->text(),
                     .seeds = seeds_->text(),
                     .new_tokens = new_tokens_->value(),
                     .chat = chat_->isChecked(),
                     .batch = batch_->value(),
                     .folder = folder_typed_ ? folder_->text() : QString()};
    if (const int source = source_->currentData().toInt(); source == from_file || source == of_study)
        draft.prompts = prompts();
    for (int i = 0; i < distortions_->topLevelItemCount(); ++i) {
        const QTreeWidgetItem* const item = distortions_->topLevelItem(i);
        if (item->checkState(distortion_name) != Qt::Checked) continue;
        draft.distortions.push_back(
            {item->data(distortion_name, Qt::UserRole).toString(), item->text(strengths_column)});
    }
    return draft;
}

// Read-only fields can still be read and copied from; the others are greyed.
void StudyForm::setLocked(bool locked) {
    for (QWidget* field : fields_) {
        if (auto* line = qobject_cast<QLineEdit*>(field))
            line->setReadOnly(locked);
        else
            field->setEnabled(!locked);
    }
}

void StudyForm::showSize(const study::Study& study) {
    size_words_ =
        tr("%1 prompts × %2 seeds × %3 arms (the baseline is one) = %4 trials, at most %5 tokens.")
            .arg(study.prompts.size())
            .arg(study.seeds.size())
            .arg(study.arms.size())
            .arg(study::trialCount(study))
            .arg(QLocale().toString(qulonglong(study::trialCount(study)) * qulonglong(study.new_tokens)));
    const std::size_t an_arm = study.prompts.size() * study.seeds.size();
    if (an_arm < static_cast<std::size_t>(study::anecdote_below))
        size_words_ += QLatin1Char(' ') + tr("So few trials an arm (%1) are an anecdote.").arg(an_arm);
    size_->setText(size_words_);
}

void StudyForm::showNoTime(const QString& why) { size_->setText(size_words_ + QLatin1Char(' ') + why); }

void StudyForm::showCost(const study::PlannedCost& cost) {
    size_->setText(size_words_ + QLatin1Char(' ') +
                   tr("At most about %1: measured just now, %2 ms a token of the whole batch.")
                       .arg(durationText(cost.seconds), QLocale().toString(cost.step_ms, 'f', 1)));
}

void StudyForm::showPlanError(const QString& sentence) { size_->setText(sentence); }

QString StudyForm::size() const { return size_->text(); }

void StudyForm::restyle() {
    const int rows = std::min(8, distortions_->topLevelItemCount()) + 2;
    distortions_->setMinimumHeight(rows * (lineHeight(font()) + 4));
}

void StudyForm::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) restyle();
}

}  // namespace lossylens::ui
