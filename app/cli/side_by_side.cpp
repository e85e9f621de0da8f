#include "app/cli/side_by_side.h"

#include "app/cli/progress.h"
#include "app/cli/table.h"
#include "lens/fingerprint.h"

namespace lossylens::app {

void SideBySideOptions::addTo(CLI::App& app) {
    prompt.addTo(app);
    streams.addTo(app);
    generation.addTo(app);
}

Result<lens::RunDocument> carryOut(const PromptedSubject& opened, lens::GenerationRequest request, bool quiet,
                                   const std::stop_token& stop) {
    const lens::SubjectPointer& subject = opened.subject;
    lens::RunDocument document;
    document.model = lens::describe(*subject->checkpoint);
    document.fingerprint = lens::fingerprintOf(*subject->checkpoint);
    document.precision = subject->model->precision();
    document.prompt = opened.prompt.text;
    document.message = opened.prompt.message;
    document.request = std::move(request);
    document.request.prompt = opened.prompt.ids;
    if (auto good = document.request.check(*subject); !good) return tl::unexpected(good.error());
    for (const lens::StreamPlan& plan : document.request.streams) {
        if (!plan.distortion) continue;
        lens::DistortedEmbedding embedding(subject, *plan.distortion);
        auto view = lens::viewCodec(*subject, embedding, document.request.prompt, stop);
        if (!view) return tl::unexpected(view.error());
        document.codec.push_back(std::move(*view));
    }
    Progress progress(quiet);
    const auto observe = [&progress](const lens::GenerationSnapshot& snapshot) {
        progress.show("token " + std::to_string(snapshot.step) + " of at most " +
                      std::to_string(snapshot.steps) + ", " +
                      fixed(snapshot.streams.front().tokens_per_second, 1) + " a second in each stream");
    };
    auto snapshot = lens::SideBySide(subject).run(document.request, observe, stop);
    if (!snapshot) return tl::unexpected(snapshot.error());
    document.generation = std::move(*snapshot);
    return document;
}

Result<lens::RunDocument> SideBySideOptions::carryOut(const PromptedSubject& opened, bool quiet,
                                                      const std::stop_token& stop) const {
    const auto specs = streams.specs();
    if (!specs) return tl::unexpected(specs.error());
    return app::carryOut(opened, generation.request({}, *specs), quiet, stop);
}

}  // namespace lossylens::app
