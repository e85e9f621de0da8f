#include "app/cli/shown_summary.h"

#include <limits>

#include "app/cli/checks.h"
#include "app/cli/shown.h"
#include "app/cli/summary_text.h"

namespace lossylens::app {

void SummaryChoice::addTo(CLI::App& app) {
    app.add_option("--resamples", bootstrap.resamples, "of the bootstrap")
        ->check(wholeNumber(100, 1'000'000))
        ->type_name("N")
        ->capture_default_str();
    app.add_option("--bootstrap-seed", bootstrap.seed, "of its random numbers")
        ->check(wholeNumber(0, std::numeric_limits<std::int64_t>::max()))
        ->type_name("N")
        ->capture_default_str();
}

std::string SummaryChoice::shown(std::vector<study::TrialRow> rows, Format format) const {
    const study::Summary summary = study::summarise(std::move(rows), {.bootstrap = bootstrap});
    switch (format) {
        case Format::json:
            return jsonLine(study::toJson(summary));
        case Format::csv:
            return study::toCsv(summary);
        case Format::text:
            break;
    }
    return summaryText(summary);
}

}  // namespace lossylens::app
