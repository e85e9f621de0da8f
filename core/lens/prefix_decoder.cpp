#include "lens/prefix_decoder.h"

#include <algorithm>
#include <utility>

namespace lossylens::lens {
namespace {

constexpr std::size_t usual_streams =
    12;                            // a filmstrip of eight, baseline and control, and two to come back to
constexpr int rows_at_once = 256;  // by which room grows

std::size_t commonRows(std::span<const Row> a, std::span<const Row> b) {
    return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

// The last row is always fed, if only again: its logits are what is wanted.
std::size_t reusable(std::span<const Row> text, std::span<const Row> past) {
    return std::min(commonRows(text, past), text.size() - 1);
}

}  // namespace

int PrefixDecoder::numberOf(const codec::DistortionSpec& spec, std::span<const int> image) {
    const std::pair wanted(spec, std::vector(image.begin(), image.end()));
    auto found = std::ranges::find(distortions_, wanted);
    if (found == distortions_.end()) found = distortions_.insert(found, wanted);
    return static_cast<int>(found - distortions_.begin()) + 1;
}

void PrefixDecoder::makeRoom(std::size_t texts, int longest) {
    if (decoder_ && longest <= capacity_ && texts <= slots_.size()) return;
    decoder_.reset();
    capacity_ = std::max(longest, std::min((longest + rows_at_once - 1) / rows_at_once * rows_at_once,
                                           subject_->model->shape().context));
    slots_.assign(std::max(texts, usual_streams), {});
    decoder_.emplace(subject_->model, static_cast<int>(slots_.size()), capacity_);
}

Result<nn::Logits> PrefixDecoder::logitsAfter(const std::vector<Text>& texts, int longest,
                                              const std::stop_token& stop) {
    makeRoom(texts.size(), longest);
    ++call_;
    const std::vector<Place> places = placesOf(texts);
    std::vector<std::size_t> leaders, followers;
    for (std::size_t i = 0; i < texts.size(); ++i) (places[i].leader < 0 ? leaders : followers).push_back(i);
    auto first = feed(texts, places, leaders, stop);
    if (!first || followers.empty()) return first;
    for (const std::size_t i : followers) {
        takeOver(places[static_cast<std::size_t>(places[i].leader)].slot, places[i].slot, places[i].shared);
    }
    const auto second = feed(texts, places, followers, stop);
    if (!second) return second;
    nn::Logits all{.rows = static_cast<int>(texts.size()), .vocabulary = first->vocabulary, .values = {}};
    int of_leaders = 0, of_followers = 0;
    for (const Place& place : places) {
        const auto row = place.leader < 0 ? first->row(of_leaders++) : second->row(of_followers++);
        all.values.insert(all.values.end(), row.begin(), row.end());
    }
    return all;
}

// Texts that go on where a stream stands keep it; then the others get one, with the longest past that any
// stream has for them; then those that share more with a text of this very call wait for it.
std::vector<PrefixDecoder::Place> PrefixDecoder::placesOf(const std::vector<Text>& texts) {
    std::vector<Place> places(texts.size());
    const auto claim = [&](std::size_t text, int slot) {
        places[text].slot = slot;
        slots_[static_cast<std::size_t>(slot)].used = call_;
    };
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (const int slot = slotToGoOnIn(texts[i]); slot >= 0) claim(i, slot);
    }
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (places[i].slot < 0) claim(i, slotFor(texts[i]));
    }
    for (std::size_t i = 1; i < texts.size(); ++i) {
        places[i].shared = slots_[static_cast<std::size_t>(places[i].slot)].rows.size();
        for (std::size_t j = 0; j < i && places[i].shared + 1 < texts[i].rows.size(); ++j) {
            const std::size_t shared = reusable(texts[i].rows, texts[j].rows);
            if (places[j].leader >= 0 || shared <= places[i].shared) continue;
            places[i].leader = static_cast<int>(j);
            places[i].shared = shared;
        }
    }
    return places;
}

// Of the free slots all of whose rows but perhaps the last are the text's, the one that has most of it:
// nothing is lost by going on in it.
int PrefixDecoder::slotToGoOnIn(const Text& text) const {
    int best = -1;
    std::size_t most = 0;
    for (std::size_t s = 0; s < slots_.size(); ++s) {
        const std::vector<Row>& rows = slots_[s].rows;
        if (slots_[s].used == call_ || rows.size() <= most || rows.size() > text.rows.size()) continue;
        if (const auto common = commonRows(text.rows, rows); common == 0 || common + 1 < rows.size())
            continue;
        best = static_cast<int>(s);
        most = rows.size();
    }
    return best;
}

// The free slot that was not needed for longest, with as much of the text's past as any slot has.
int PrefixDecoder::slotFor(const Text& text) {
    const auto best = std::ranges::max_element(
        slots_, {}, [&](const Slot& slot) { return reusable(text.rows, slot.rows); });
    const auto oldest = std::ranges::min_element(
        slots_, {}, [&](const Slot& slot) { return std::pair(slot.used, slot.rows.size()); });
    const int slot = static_cast<int>(oldest - slots_.begin());
    takeOver(static_cast<int>(best - slots_.begin()), slot, reusable(text.rows, best->rows));
    return slot;
}

void PrefixDecoder::takeOver(int from, int to, std::size_t rows) {
    Slot& target = slots_[static_cast<std::size_t>(to)];
    if (from != to && rows > 0) {
        decoder_->copyStream(from, to);
        target.rows = slots_[static_cast<std::size_t>(from)].rows;
    }
    decoder_->rewind(to, static_cast<int>(rows));
    target.rows.resize(rows);
}

// Feeds each of the texts `which` what its slot does not have yet.
Result<nn::Logits> PrefixDecoder::feed(const std::vector<Text>& texts, const std::vector<Place>& places,
                                       const std::vector<std::size_t>& which, const std::stop_token& stop) {
    const auto dimensions = static_cast<std::size_t>(subject_->model->shape().dimensions);
    std::vector<std::vector<float>> embeddings;
    std::vector<nn::Feed> feeds;
    for (const std::size_t i : which) {
        const int slot = places[i].slot;
        const std::size_t kept = reusable(texts[i].rows, slots_[static_cast<std::size_t>(slot)].rows);
        takeOver(slot, slot, kept);
        const auto rows = texts[i].rows.subspan(kept);
        auto& numbers = embeddings.emplace_back(rows.size() * dimensions);
        for (std::size_t r = 0; r < rows.size(); ++r) {
            if (stop.stop_requested()) return fail(ErrorCode::cancelled, "prompt", "stopped");
            const auto embedding = std::span(numbers).subspan(r * dimensions, dimensions);
            if (auto done = texts[i].embed(rows[r], embedding); !done) return tl::unexpected(done.error());
        }
        feeds.push_back({slot, numbers});
    }
    auto logits = decoder_->advance(feeds, nn::LogitsOf::last_position, stop);
    if (!logits) return logits;
    for (const std::size_t i : which) {
        auto& past = slots_[static_cast<std::size_t>(places[i].slot)].rows;
        rows_fed_ += static_cast<long>(texts[i].rows.size() - past.size());
        past.assign(texts[i].rows.begin(), texts[i].rows.end());
    }
    return logits;
}

}  // namespace lossylens::lens
