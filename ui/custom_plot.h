// QCustomPlot's header uses Qt's keywords, which this program turns off (QT_NO_KEYWORDS): here they exist
// for the length of that header.
#pragma once

#include <QtCore/qobjectdefs.h>

#define signals Q_SIGNALS
#define slots Q_SLOTS
#define foreach Q_FOREACH
#define emit
#include <qcustomplot.h>
#undef signals
#undef slots
#undef foreach
#undef emit
