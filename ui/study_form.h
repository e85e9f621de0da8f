#pragma once

#include <QWidget>
#include <optional>

#include "study/planned_cost.h"
#include "ui/study_draft.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTreeWidget;
class QTreeWidgetItem;

namespace lossylens::ui {

// What a study is to be: prompts × distortions and strengths × seeds, how long the texts are, and where the
// rows go. Says what it comes to before anything runs.
class StudyForm : public QWidget {
    Q_OBJECT
public:
    explicit StudyForm(QWidget* parent = nullptr);

    void setSets(std::vector<NamedPrompts> sets);
    void setPresentPrompt(const QString& prompt);  // that of the Probe page
    void setSampling(const QString& words);        // "temperature 0.8, top-k 50 …, as in the bar above"
    void setFolder(const std::filesystem::path& folder);
    void showDraft(const StudyDraft& draft);  // emits nothing
    void setLocked(bool locked);              // a study of these is under way: to be read only

    [[nodiscard]] StudyDraft draft() const;
    [[nodiscard]] std::vector<study::Prompt> prompts() const;  // that its source stands for
    [[nodiscard]] int batch() const;
    [[nodiscard]] std::filesystem::path folder() const;
    // Folders named by date and study are made in it, unless a person has typed another one.
    void setStudies(const std::filesystem::path& parent);
    void proposeFolder();  // one that is free

    // Under the form: how many trials and tokens, and as soon as it is known how long.
    void showSize(const study::Study& study);
    void showCost(const study::PlannedCost& cost);
    void showPlanError(const QString& sentence);
    void showNoTime(const QString& why);
    [[nodiscard]] QString size() const;

    [[nodiscard]] QComboBox* promptSource() const { return source_; }
    [[nodiscard]] QTreeWidget* distortions() const { return distortions_; }
    [[nodiscard]] QLineEdit* qualities() const { return qualities_; }
    [[nodiscard]] QLineEdit* cosines() const { return cosines_; }
    [[nodiscard]] QComboBox* draws() const { return draws_; }
    [[nodiscard]] QComboBox* then() const { return then_; }
    [[nodiscard]] QLineEdit* seeds() const { return seeds_; }
    [[nodiscard]] QSpinBox* newTokens() const { return new_tokens_; }
    [[nodiscard]] QLineEdit* nameField() const { return name_; }
    [[nodiscard]] QLineEdit* folderField() const { return folder_; }
    [[nodiscard]] QLineEdit* moreArms() const { return more_arms_; }
    [[nodiscard]] QSpinBox* batchField() const { return batch_; }

public Q_SLOTS:
    void usePromptFile(const QString& path, const std::vector<lossylens::study::Prompt>& prompts);

Q_SIGNALS:
    void changed();
    void promptFileAsked(const QString& path);  // to be read, away from this thread

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void fillVariants();
    void fillDistortions();
    void fillSources();
    void onSource(int index);
    void choosePromptFile();
    void chooseFolder();
    void restyle();
    [[nodiscard]] QString sourceName() const;
    void showSource(const StudyDraft& draft);

    std::vector<NamedPrompts> sets_;
    NamedPrompts file_, study_;  // empty: there is none
    QString present_;
    std::filesystem::path studies_;
    bool folder_typed_ = false;
    QString size_words_;

    QLineEdit* name_;
    QComboBox* source_;
    QPushButton* choose_file_;
    QLabel* about_;
    QTreeWidget* distortions_;
    QLineEdit *qualities_, *cosines_;
    QComboBox *draws_, *then_;
    QLineEdit *more_arms_, *seeds_;
    QSpinBox *new_tokens_, *batch_;
    QCheckBox* chat_;
    QLabel* sampling_;
    QLineEdit* folder_;
    QPushButton* choose_folder_;
    QLabel* size_;
    std::vector<QWidget*> fields_;
};

}  // namespace lossylens::ui
