#include "ui/help_map.h"

#include <QCheckBox>
#include <utility>

#include "ui/curve_panel.h"
#include "ui/embedding_panel.h"
#include "ui/filmstrip.h"
#include "ui/help_topics.h"
#include "ui/probe_page.h"
#include "ui/prompt_editor.h"
#include "ui/seed_wall.h"
#include "ui/strength_row.h"
#include "ui/texts_view.h"
#include "ui/token_chips.h"
#include "ui/xray_panel.h"

namespace lossylens::ui {
namespace {

using Named = std::initializer_list<std::pair<QWidget*, const char*>>;

void name(Named parts) {
    for (const auto& [widget, topic] : parts) setHelpTopic(*widget, QString::fromLatin1(topic));
}

}  // namespace

void nameHelpTopics(const ProbePage& page) {
    name({{page.prompt(), "prompt"},
          {page.chat(), "prompt"},
          {page.chips(), "prompt"},
          {page.curve(), "curve"},
          {page.strength(), "strength"},
          {page.filmstrip(), "strength"},
          {page.texts(), "texts"},
          {page.seeds(), "seeds"},
          {page.embeddings(), "embeddings"},
          {page.xray(), "xray"}});
}

void nameHelpTopics(const HelpedParts& parts) {
    name({{parts.bar, "bar"}, {parts.model_page, "model"}, {parts.tour, "tour"}});
}

}  // namespace lossylens::ui
