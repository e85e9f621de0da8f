#include "ui/window_actions.h"

#include <QAction>
#include <QActionGroup>
#include <QKeySequence>
#include <QMenu>

#include "ui/presets.h"

namespace lossylens::ui {

WindowActions::WindowActions(QWidget* window) : QObject(window), window_(window) {
    add(tr("Generate"), {QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)},
        &WindowActions::generateAsked);
    add(tr("Stop"), {QKeySequence(Qt::Key_Escape)}, &WindowActions::stopAsked);
    add(tr("Tour: next step, or skip it"), {QKeySequence(Qt::ALT | Qt::Key_Right)},
        &WindowActions::nextStepAsked);
    add(tr("Tour: step before"), {QKeySequence(Qt::ALT | Qt::Key_Left)}, &WindowActions::previousStepAsked);
    addLayouts();
}

QAction* WindowActions::add(const QString& text, const QList<QKeySequence>& keys,
                            void (WindowActions::*signal)()) {
    auto* action = new QAction(text, this);
    action->setShortcuts(keys);
    connect(action, &QAction::triggered, this, signal);
    window_->addAction(action);
    return action;
}

void WindowActions::addLayouts() {
    auto* group = new QActionGroup(this);
    int key = Qt::Key_1;
    for (const LayoutChoice& choice : windowLayouts()) {
        auto* action = new QAction(choice.name, group);
        action->setCheckable(true);
        action->setShortcut(QKeySequence(Qt::CTRL | Qt::Key(key++)));
        action->setToolTip(
            tr("%1 (%2)").arg(choice.hint, action->shortcut().toString(QKeySequence::NativeText)));
        action->setData(static_cast<int>(choice.layout));
        connect(action, &QAction::triggered, this,
                [this, layout = choice.layout] { Q_EMIT layoutAsked(layout); });
        // A screen reader only toggles; after a click it has been asked for already.
        connect(
            action, &QAction::toggled, this,
            [this, action, layout = choice.layout] {
                if (action->isChecked() && shown_ != layout) Q_EMIT layoutAsked(layout);
            },
            Qt::QueuedConnection);
        window_->addAction(action);
        layouts_ << action;
    }
}

void WindowActions::showLayout(WindowLayout layout) {
    shown_ = layout;
    for (QAction* action : layouts_) action->setChecked(action->data().toInt() == static_cast<int>(layout));
}

void WindowActions::showLargeType(bool large) { large_type_->setChecked(large); }

void WindowActions::fillPresets(QMenu* menu) {
    QMenu* group = nullptr;
    for (int i = 0; i < static_cast<int>(presets().size()); ++i) {
        const Preset& preset = presets()[static_cast<std::size_t>(i)];
        if (group == nullptr || group->title() != preset.group) group = menu->addMenu(preset.group);
        connect(group->addAction(preset.name), &QAction::triggered, this,
                [this, i] { Q_EMIT presetAsked(i); });
    }
}

void WindowActions::fillMore(QMenu* menu) {
    menu->addAction(
        add(tr("Open model &file…"), {QKeySequence(QKeySequence::Open)}, &WindowActions::modelFileAsked));
    menu->addAction(add(tr("Open model f&older…"), {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_O)},
                        &WindowActions::modelFolderAsked));
    menu->addAction(add(tr("Open a re&sult again…"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O)},
                        &WindowActions::resultAsked));
    menu->addAction(
        add(tr("About this &model"), {QKeySequence(Qt::CTRL | Qt::Key_M)}, &WindowActions::modelPageAsked));
    fillRecentPrompts(menu->addMenu(tr("&Recent prompts")));
    menu->addSeparator();
    menu->addAction(
        add(tr("F&ind in the texts…"), {QKeySequence(QKeySequence::Find)}, &WindowActions::findAsked));
    menu->addAction(add(tr("Find &next"), {QKeySequence(Qt::Key_F3)}, &WindowActions::findNextAsked));
    menu->addAction(
        add(tr("Find &previous"), {QKeySequence(Qt::SHIFT | Qt::Key_F3)}, &WindowActions::findPreviousAsked));
    menu->addSeparator();
    menu->addAction(
        add(tr("&Undo a setting"), {QKeySequence(QKeySequence::Undo)}, &WindowActions::undoAsked));
    menu->addAction(
        add(tr("R&edo a setting"), QKeySequence::keyBindings(QKeySequence::Redo), &WindowActions::redoAsked));
    fillRestart(menu->addMenu(tr("Write the texts &anew")));
    menu->addAction(add(tr("&Seeds × 10"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return)},
                        &WindowActions::seedsAsked));
    menu->addSeparator();
    fillSize(menu);
    menu->addSeparator();
    menu->addAction(
        add(tr("&Help on this part"), {QKeySequence(QKeySequence::HelpContents)}, &WindowActions::helpAsked));
    menu->addAction(
        add(tr("All &keys"), {QKeySequence(Qt::CTRL | Qt::Key_Question)}, &WindowActions::keysAsked));
    menu->addAction(tr("A&bout LossyLens"), this, &WindowActions::aboutAsked);
    menu->addAction(add(tr("&Quit"), {QKeySequence(Qt::CTRL | Qt::Key_Q)}, &WindowActions::quitAsked));
}

void WindowActions::fillSize(QMenu* menu) {
    large_type_ = add(tr("&Large type"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L)},
                      &WindowActions::largeTypeAsked);
    large_type_->setCheckable(true);
    menu->addAction(large_type_);
    menu->addAction(add(tr("Lar&ger"),
                        {QKeySequence(QKeySequence::ZoomIn), QKeySequence(Qt::CTRL | Qt::Key_Equal)},
                        &WindowActions::largerAsked));
    menu->addAction(add(tr("S&maller"), {QKeySequence(QKeySequence::ZoomOut)}, &WindowActions::smallerAsked));
    menu->addAction(
        add(tr("Us&ual size"), {QKeySequence(Qt::CTRL | Qt::Key_0)}, &WindowActions::usualSizeAsked));
}

void WindowActions::fillRecentPrompts(QMenu* menu) {
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        for (const QString& prompt : recent_prompts_ ? recent_prompts_() : QStringList()) {
            const QString label = prompt.simplified().left(60).replace(QLatin1Char('&'), QLatin1String("&&"));
            connect(menu->addAction(label), &QAction::triggered, this,
                    [this, prompt] { Q_EMIT promptAsked(prompt); });
        }
        if (menu->isEmpty()) menu->addAction(tr("None yet"))->setEnabled(false);
    });
}

void WindowActions::fillRestart(QMenu* menu) {
    auto* group = new QActionGroup(this);
    const auto choice = [this, menu, group](const QString& text, Restart when) {
        QAction* action = menu->addAction(text);
        action->setCheckable(true);
        action->setData(static_cast<int>(when));
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, when] { Q_EMIT restartAsked(when); });
    };
    choice(tr("&While the slider rests"), Restart::live);
    choice(tr("When the slider is &released"), Restart::on_release);
    choice(tr("Only with &Generate"), Restart::by_hand);
    connect(menu, &QMenu::aboutToShow, this, [this, group] {
        if (!restart_) return;
        for (QAction* action : group->actions()) {
            action->setChecked(action->data().toInt() == static_cast<int>(restart_()));
        }
    });
}

}  // namespace lossylens::ui
