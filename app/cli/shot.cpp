#include <QApplication>
#include <QLoggingCategory>
#include <clocale>

#include "app/cli/checks.h"
#include "app/cli/command.h"
#include "app/cli/lists.h"
#include "app/cli/shown.h"
#include "app/cli/side_by_side.h"
#include "app/cli/table.h"
#include "app/cli/whole_curve.h"
#include "lens/run_carrier.h"
#include "ui/comparison_picture.h"
#include "ui/pinned_stream.h"

namespace lossylens::app {
namespace {

std::string stampOf(const lens::RunDocument& document) {
    const lens::GenerationRequest& request = document.request;
    return ui::settingsText({.model = {},
                             .precision = document.precision,
                             .prompt = {},
                             .chat = document.message.has_value(),
                             .ids = {},
                             .sampling = request.sampling,
                             .scope = request.scope,
                             .max_new_tokens = request.max_new_tokens,
                             .stop_at_end = request.stop_at_end})
        .toStdString();
}

// Widgets are painted without any of them being shown: no display is needed, and the same picture comes out
// with one.
class Offscreen {
public:
    Offscreen() : application_(argc_, argv_) {
        std::setlocale(LC_NUMERIC, "C");  // Qt has taken the user's locale
    }

private:
    static const char* platform() {
        qputenv("QT_QPA_PLATFORM",
                "offscreen");  // whatever the desktop has: one that is not there ends the program
        // A machine without a desktop has no runtime folder, and a picture needs none.
        QLoggingCategory::setFilterRules(QStringLiteral("default.warning=false"));
        return "lossylens";
    }
    std::string name_ = platform();
    int argc_ = 1;
    char* argv_[2] = {name_.data(), nullptr};
    QApplication application_;
};

class ShotCommand final : public Command {
public:
    explicit ShotCommand(CLI::App& parent)
        : Command(parent, "shot", "Draw the comparison picture to a .png, .svg or .pdf file") {
        options_.addTo(*app_);
        app_->add_option("--size", size_, "width and height, such as 1440x900")
            ->type_name("WxH")
            ->default_str("1440x900");
        app_->add_option("--scale", scale_, "multiplies the pixels of a PNG")
            ->check(number("from 0.1 to 8", [](double x) { return x >= 0.1 && x <= 8; }))
            ->type_name("X")
            ->capture_default_str();
    }

    [[nodiscard]] bool writesItsOwnFile() const override { return true; }

    Result<Answer> run(const std::stop_token& stop) override {
        const auto size = parseSize();
        if (!size) return tl::unexpected(size.error());
        if (auto good = checkEnding(); !good) return tl::unexpected(good.error());
        if (auto specs = options_.streams.specs(); !specs) return tl::unexpected(specs.error());
        const auto opened = openWithPrompt(common_, options_.prompt, stop);
        if (!opened) return tl::unexpected(opened.error());
        auto document = options_.carryOut(*opened, common_.quiet, stop);
        if (!document) return tl::unexpected(document.error());
        if (document->generation.stopped)
            return fail(ErrorCode::cancelled, "shot", "interrupted, no picture is drawn");
        const auto comparison = compare(opened->subject, std::move(*document), common_.threads, stop);
        if (!comparison) return tl::unexpected(comparison.error());
        const Offscreen offscreen;
        if (auto saved = ui::saveComparison(*comparison, common_.output, {.scale = scale_, .size = *size});
            !saved)
            return tl::unexpected(saved.error());
        return Answer{};
    }

private:
    static Result<ui::Comparison> compare(const lens::SubjectPointer& subject, lens::RunDocument document,
                                          int threads, const std::stop_token& stop) {
        auto curve = wholeCurve(subject, document, threads, stop);
        if (!curve) return tl::unexpected(curve.error());
        const int quality = qualityOf(document);
        const std::string carried = lens::carriedJson(document);
        ui::Comparison comparison{.model = document.model,
                                  .prompt = document.prompt,
                                  .settings = stampOf(document),
                                  .curve = std::move(*curve),
                                  .codec = std::move(document.codec.front()),
                                  .generation = std::move(document.generation),
                                  .quality = quality,
                                  .carried = carried};
        return comparison;
    }

    [[nodiscard]] Result<QSize> parseSize() const {
        const std::size_t cross = size_.find('x');
        const auto width = parseList("--size", {size_.substr(0, cross)}, 160, 16384);
        const auto height =
            parseList("--size", {cross == std::string::npos ? "" : size_.substr(cross + 1)}, 100, 16384);
        if (width && height && width->size() == 1 && height->size() == 1)
            return QSize(width->front(), height->front());
        return fail(ErrorCode::usage, "--size", visible(size_) + " is no width and height",
                    "write it as 1440x900, from 160x100 to 16384x16384");
    }

    // Said before minutes of writing, not after.
    [[nodiscard]] Result<void> checkEnding() const {
        std::string ending = std::filesystem::path(common_.output).extension().string();
        std::ranges::transform(ending, ending.begin(),
                               [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
        if (ending == ".png" || ending == ".svg" || ending == ".pdf") return {};
        return fail(ErrorCode::usage, "shot", "needs a file to draw to",
                    "name it with -o, ending in .png, .svg or .pdf");
    }

    SideBySideOptions options_;
    std::string size_ = "1440x900";
    double scale_ = 1;
};

}  // namespace

CommandPointer makeShot(CLI::App& parent) { return std::make_unique<ShotCommand>(parent); }

}  // namespace lossylens::app
