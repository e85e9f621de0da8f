#pragma once

#include <QObject>

#include "ui/engine.h"
#include "ui/seed_wall.h"
#include "ui/session.h"

namespace lossylens::ui {

// Writes the present prompt at the present strength with ten seeds, and keeps the wall of them told.
class SeedRuns : public QObject {
    Q_OBJECT
public:
    SeedRuns(Engine& engine, SeedWall* wall, QObject* parent);

    void begin();
    void stop();                            // what is there stays
    void follow(const Settings& settings);  // of the next run; those of the last one may be stale by it
    void clear();                           // the model is another one, or none

    [[nodiscard]] int count() const { return wall_->count(); }

Q_SIGNALS:
    void changed();

private:
    void show();

    Engine& engine_;
    SeedWall* wall_;
    Settings settings_;  // as they are
    Settings run_with_;  // as they were for the results
    SeedWall::State state_;
};

}  // namespace lossylens::ui
