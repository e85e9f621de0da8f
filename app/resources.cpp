#include "app/resources.h"

#include <QFile>

// Resources of a static library are not linked in by themselves; the macro must stand outside a namespace.
static void registerResources() { Q_INIT_RESOURCE(app); }

namespace lossylens::app {

std::string resource(const char* name) {
    registerResources();
    QFile file(QLatin1String(":/app/") + QLatin1String(name));
    if (!file.open(QIODevice::ReadOnly)) qFatal("resource %s is missing", name);
    return file.readAll().toStdString();
}

std::vector<ui::ExampleFiles> examples() {
    std::vector<ui::ExampleFiles> all;
    for (const std::string name : {"clock-maker", "diary"}) {
        all.push_back({.run = resource(("examples/" + name + ".run.json").c_str()),
                       .curve = resource(("examples/" + name + ".curve.json").c_str())});
    }
    return all;
}

}  // namespace lossylens::app
