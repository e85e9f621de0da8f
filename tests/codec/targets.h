#pragma once

#include <hwy/targets.h>

#include <QByteArray>
#include <QtTest>

namespace lossylens {

// The instruction sets that this machine has, as rows of a data-driven test with the column "target".
inline void addTargetRows() {
    QTest::addColumn<qint64>("target");
    for (const qint64 target : hwy::SupportedAndGeneratedTargets())
        QTest::newRow(hwy::TargetName(target)) << target;
}

// While it lives, only this instruction set is used.
class OnlyTarget {
public:
    explicit OnlyTarget(qint64 target) {
        hwy::SetSupportedTargetsForTest(target);
        hwy::GetChosenTarget().DeInit();
    }
    ~OnlyTarget() {
        hwy::SetSupportedTargetsForTest(0);
        hwy::GetChosenTarget().DeInit();
    }
    OnlyTarget(const OnlyTarget&) = delete;
    OnlyTarget& operator=(const OnlyTarget&) = delete;
};

}  // namespace lossylens
