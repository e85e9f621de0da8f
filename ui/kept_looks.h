#pragma once

#include <QObject>

namespace lossylens::ui {

class ProbePage;
class Session;

// Puts back how the probe page looked and keeps what changes of it: where the divider and the splitters
// stand, which part of the embeddings is in sight. No settings: undo does not go back to them.
class KeptLooks : public QObject {
    Q_OBJECT
public:
    KeptLooks(ProbePage* probe, Session& session, QObject* parent);

private:
    void keepDivider();
    void keepRegion();

    ProbePage* probe_;
    Session& session_;
};

}  // namespace lossylens::ui
