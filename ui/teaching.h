#pragma once

#include <QObject>

#include "ui/session.h"
#include "ui/tour.h"

namespace lossylens::ui {

class ProbePage;
class Spotlight;
class TourPanel;

// The Teach layout: watches what a person does on the page, moves the tour on by it, and points at what the
// present step is about.
class Teaching : public QObject {
    Q_OBJECT
public:
    Teaching(ProbePage* probe, TourPanel* panel, QObject* parent);

    void setShown(bool shown);  // the Teach layout
    void follow(const Settings& settings, bool model_open);
    void look();  // something on the page has changed

    [[nodiscard]] const Tour& tour() const { return tour_; }
    void restore(const QStringList& state);
    [[nodiscard]] const Spotlight* spotlight() const { return spotlight_; }

Q_SIGNALS:
    void tourMoved();  // for the session

private:
    [[nodiscard]] TourView view() const;
    [[nodiscard]] QWidget* widgetOf(TourPart part) const;
    void goOn(void (Tour::*move)());
    void show();
    void point();

    ProbePage* probe_;
    TourPanel* panel_;
    Spotlight* spotlight_;
    Tour tour_;
    Settings settings_;
    bool model_open_ = false;
    bool shown_ = false;
};

}  // namespace lossylens::ui
