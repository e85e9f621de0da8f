#include "ui/accessible_roles.h"

#include <QAccessibleWidget>

#include "ui/announcement.h"
#include "ui/curve_panel.h"
#include "ui/heatmap.h"
#include "ui/message_strip.h"
#include "ui/status_line.h"
#include "ui/text_legend.h"
#include "ui/token_chips.h"
#include "ui/xray_grid.h"
#include "ui/xray_plane.h"

namespace lossylens::ui {
namespace {

// What is chosen or read is its description, and its value too, where a reader asks for that.
class DescribedWidget : public QAccessibleWidget {
public:
    using QAccessibleWidget::QAccessibleWidget;

    [[nodiscard]] QString text(QAccessible::Text kind) const override {
        return QAccessibleWidget::text(kind == QAccessible::Value ? QAccessible::Description : kind);
    }
};

QAccessible::Role roleOf(const QWidget* widget) {
    if (qobject_cast<const Announcement*>(widget)) return QAccessible::Notification;
    if (qobject_cast<const StatusLine*>(widget)) return QAccessible::StatusBar;
    if (qobject_cast<const MessageStrip*>(widget)) return QAccessible::AlertMessage;
    const bool picture = qobject_cast<const Heatmap*>(widget) || qobject_cast<const ScaleBar*>(widget) ||
                         qobject_cast<const XrayGrid*>(widget) || qobject_cast<const XrayPlane*>(widget) ||
                         qobject_cast<const TextLegend*>(widget) || qobject_cast<const TokenChips*>(widget);
    if (picture) return QAccessible::Graphic;
    return widget->inherits("QCustomPlot") ? QAccessible::Chart : QAccessible::NoRole;
}

QAccessibleInterface* interfaceOf(const QString&, QObject* object) {
    auto* widget = qobject_cast<QWidget*>(object);
    const QAccessible::Role role = widget != nullptr ? roleOf(widget) : QAccessible::NoRole;
    return role == QAccessible::NoRole ? nullptr : new DescribedWidget(widget, role);
}

}  // namespace

void installAccessibleRoles() {
    static const bool installed = [] {
        QAccessible::installFactory(interfaceOf);
        return true;
    }();
    static_cast<void>(installed);
}

}  // namespace lossylens::ui
