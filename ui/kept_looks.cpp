#include "ui/kept_looks.h"

#include "ui/embedding_panel.h"
#include "ui/heatmap_divider.h"
#include "ui/probe_page.h"
#include "ui/session.h"
#include "ui/share_splitter.h"

namespace lossylens::ui {
namespace {

const QString divider_key = QStringLiteral("divider");
const QString region_key = QStringLiteral("region");

QString keyOf(std::size_t splitter) { return QStringLiteral("splitter_%1").arg(splitter); }

WipeDivider* dividerOf(const ProbePage* probe) { return probe->embeddings()->before()->divider(); }

bool isPartOfTheWhole(const QRectF& region) {
    return region.isValid() && QRectF(0, 0, 1, 1).contains(region);  // not where a number is none
}

}  // namespace

KeptLooks::KeptLooks(ProbePage* probe, Session& session, QObject* parent)
    : QObject(parent), probe_(probe), session_(session) {
    bool is_number = false;
    const int divider = session_.look(divider_key).toInt(&is_number);
    if (is_number) dividerOf(probe_)->setValue(divider);
    const QRectF region = session_.look(region_key).toRectF();
    if (isPartOfTheWhole(region)) probe_->embeddings()->link()->setRegion(region);
    connect(dividerOf(probe_), &WipeDivider::valueChanged, this, &KeptLooks::keepDivider);
    connect(probe_->embeddings()->link(), &HeatmapLink::regionChanged, this, &KeptLooks::keepRegion);
    const auto splitters = probe_->splitters();
    for (std::size_t i = 0; i < splitters.size(); ++i) {
        ShareSplitter* splitter = splitters[i];
        splitter->restoreDivision(session_.look(keyOf(i)).toByteArray());
        connect(splitter, &QSplitter::splitterMoved, this,
                [this, splitter, i] { session_.keepLook(keyOf(i), splitter->saveState()); });
    }
}

void KeptLooks::keepDivider() { session_.keepLook(divider_key, dividerOf(probe_)->value()); }
void KeptLooks::keepRegion() { session_.keepLook(region_key, probe_->embeddings()->link()->region()); }

}  // namespace lossylens::ui
