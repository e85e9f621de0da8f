#include "ui/text_marks.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>
#include <QStringList>
#include <algorithm>

#include "ui/distortion_words.h"
#include "ui/numbers.h"

namespace lossylens::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(lossylens::ui::TextMarks)
};

// What would show nothing, break a line, reorder its neighbours, or be no XML character.
QChar shownUnit(char16_t unit) {
    if (unit == u'\n' || unit == u'\t') return unit;
    if (unit < 0x20) return QChar(char16_t(0x2400 + unit));  // control pictures: ␀ ␍ ␛
    if (unit == 0x7F) return QChar(char16_t(0x2421));
    const bool second_controls = unit >= 0x80 && unit <= 0x9F;
    const bool breaks_line = unit == 0x2028 || unit == 0x2029;
    const bool reorders = (unit >= 0x202A && unit <= 0x202E) || (unit >= 0x2066 && unit <= 0x2069) ||
                          unit == 0x200E || unit == 0x200F || unit == 0x061C;
    const bool no_character = unit >= 0xFFFE || (unit >= 0xFDD0 && unit <= 0xFDEF);
    const bool document_frame = unit == 0xFFFC;
    if (second_controls || breaks_line || reorders || no_character || document_frame)
        return QChar::ReplacementCharacter;
    return unit;
}

int idsOfText(const lens::StreamSnapshot& stream) {
    const bool ends_with_mark = stream.state == lens::StreamSnapshot::State::ended && !stream.ids.empty();
    return int(stream.ids.size()) - (ends_with_mark ? 1 : 0);
}

int offsetOfId(const lens::StreamSnapshot& stream, int id) {
    if (id >= int(stream.token_starts.size())) return utf16Offset(stream.text, stream.text.size());
    return utf16Offset(stream.text, stream.token_starts[std::size_t(id)]);
}

std::optional<LoopMark> markLoop(const lens::StreamSnapshot& stream) {
    if (!stream.metrics.loop) return {};
    const auto& loop = *stream.metrics.loop;
    const int end = idsOfText(stream);
    return LoopMark{{offsetOfId(stream, std::max(0, end - loop.coverage)), offsetOfId(stream, end)},
                    loop.period,
                    loop.copies};
}

// The words of both texts as numbers, equal for equal words: compared a million times, they must be cheap.
class WordNumbers {
public:
    std::vector<int> of(const QString& text, const std::vector<Span>& words) {
        std::vector<int> numbers;
        numbers.reserve(words.size());
        for (const Span word : words) {
            const auto view = QStringView(text).mid(word.begin, word.end - word.begin);
            const auto known = numbers_.constFind(view);
            numbers.push_back(known != numbers_.cend() ? *known
                                                       : *numbers_.insert(view, int(numbers_.size())));
        }
        return numbers;
    }

private:
    QHash<QStringView, int> numbers_;
};

// At the word, not at the space in front of it, which may hang at the end of a line.
int divergenceAt(const lens::StreamSnapshot& stream, const QString& text, int id) {
    int offset = offsetOfId(stream, id);
    while (offset < int(text.size()) && text[offset] == QLatin1Char(' ')) ++offset;
    return offset;
}

bool grows(const lens::StreamSnapshot& stream) {
    return stream.state == lens::StreamSnapshot::State::waiting ||
           stream.state == lens::StreamSnapshot::State::writing;
}

// As long as all ids are the baseline's (or the baseline is still behind), the two are not known to part.
bool hasParted(const lens::StreamSnapshot& stream, const lens::StreamSnapshot& baseline) {
    const int agreed = stream.metrics.agreed;
    return agreed < int(stream.ids.size()) && !(grows(baseline) && agreed >= int(baseline.ids.size()));
}

QString capitalised(QString text) {
    if (!text.isEmpty()) text[0] = text[0].toUpper();
    return text;
}

QString strengthText(double strength) { return significantText(strength, 4); }

}  // namespace

QString shownText(const std::string& utf8) {
    QString text = QString::fromUtf8(utf8);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar unit = text[i];
        if (unit.isSurrogate()) continue;
        const QChar shown = shownUnit(unit.unicode());
        if (shown != unit) text[i] = shown;
    }
    return text;
}

int utf16Offset(std::string_view utf8, std::size_t bytes) {
    int units = 0;
    for (std::size_t i = 0; i < std::min(bytes, utf8.size()); ++i) {
        const auto byte = static_cast<unsigned char>(utf8[i]);
        const bool continues = (byte & 0xC0) == 0x80;
        if (!continues) units += byte >= 0xF0 ? 2 : 1;
    }
    return units;
}

std::vector<Span> wordsOf(const QString& text, int from) {
    std::vector<Span> words;
    int begin = -1;
    for (int i = from; i <= int(text.size()); ++i) {
        const bool space = i == int(text.size()) || text[i].isSpace();
        if (!space && begin < 0) begin = i;
        if (space && begin >= 0) {
            words.push_back({begin, i});
            begin = -1;
        }
    }
    return words;
}

std::vector<Span> differentWords(const QString& text, int from, const QString& other, int other_from) {
    const std::vector<Span> words = wordsOf(text, from);
    const std::vector<Span> other_words = wordsOf(other, other_from);
    const std::size_t n = words.size();
    const std::size_t m = other_words.size();
    if (n * m > 1'000'000) return words;
    WordNumbers numbers;
    const std::vector<int> mine = numbers.of(text, words);
    const std::vector<int> theirs = numbers.of(other, other_words);
    // longest[i][j]: length of the longest common subsequence of mine from i on and theirs from j on
    std::vector<std::uint16_t> longest((n + 1) * (m + 1), 0);
    const auto at = [&](std::size_t i, std::size_t j) -> std::uint16_t& { return longest[i * (m + 1) + j]; };
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t j = m; j-- > 0;) {
            at(i, j) = mine[i] == theirs[j] ? std::uint16_t(at(i + 1, j + 1) + 1)
                                            : std::max(at(i + 1, j), at(i, j + 1));
        }
    }
    std::vector<Span> different;
    for (std::size_t i = 0, j = 0; i < n;) {
        if (j < m && mine[i] == theirs[j]) {
            ++i, ++j;
        } else if (j < m && at(i, j + 1) > at(i + 1, j)) {
            ++j;
        } else {
            different.push_back(words[i++]);
        }
    }
    return different;
}

std::vector<int> tokenOffsets(const lens::StreamSnapshot& stream) {
    std::vector<int> offsets;
    offsets.reserve(stream.token_starts.size());
    std::size_t byte = 0;
    int unit = 0;
    for (const std::size_t start : stream.token_starts) {
        const auto part = std::string_view(stream.text).substr(byte, start - byte);
        unit += utf16Offset(part, part.size());
        byte = start;
        offsets.push_back(unit);
    }
    return offsets;
}

TextMarks markText(const lens::StreamSnapshot& stream, const lens::StreamSnapshot* baseline) {
    TextMarks marks;
    marks.loop = markLoop(stream);
    if (!baseline || !hasParted(stream, *baseline)) return marks;
    const QString text = shownText(stream.text);
    const int agreed = stream.metrics.agreed;
    marks.divergence = divergenceAt(stream, text, agreed);
    marks.different =
        differentWords(text, *marks.divergence, shownText(baseline->text), offsetOfId(*baseline, agreed));
    return marks;
}

TextMarks markBaseline(const lens::StreamSnapshot& baseline, std::span<const lens::StreamSnapshot> streams) {
    TextMarks marks;
    marks.loop = markLoop(baseline);
    std::optional<int> first;
    for (const lens::StreamSnapshot& stream : streams) {
        if (stream.distortion && hasParted(stream, baseline))
            first = std::min(first.value_or(stream.metrics.agreed), stream.metrics.agreed);
    }
    if (first) marks.divergence = divergenceAt(baseline, shownText(baseline.text), *first);
    return marks;
}

QString streamTitle(const lens::StreamSnapshot& stream) {
    if (!stream.distortion) return Words::tr("Baseline");
    const auto& spec = *stream.distortion;
    const codec::Distortion* distortion = codec::findDistortion(spec.name);
    const QString name = distortion ? labelOf(*distortion) : capitalised(shownText(spec.name));
    QString title = Words::tr("%1 %2").arg(name, strengthText(spec.strength));
    if (spec.matched_quality)
        title = Words::tr("%1, as strong as JPEG %2").arg(name, QString::number(*spec.matched_quality));
    else if (spec.matched_cosine)
        title = Words::tr("%1, cosine %2").arg(name, strengthText(*spec.matched_cosine));
    else if (distortion && distortion->info().strength_label.empty())
        title = name;
    if (spec.draw == codec::DistortionSpec::Draw::fresh) title = Words::tr("%1, fresh").arg(title);
    if (spec.finish == codec::DistortionSpec::Finish::norm) title = Words::tr("%1, norm restored").arg(title);
    if (spec.finish == codec::DistortionSpec::Finish::nearest)
        title = Words::tr("%1, nearest token").arg(title);
    return title;
}

QString loopText(int period, int copies) {
    return period == 1 ? Words::tr("loop: 1 token × %1").arg(copies)
                       : Words::tr("loop: %1 tokens × %2").arg(period).arg(copies);
}

namespace {

QString agreementText(int agreed, int ids) {
    if (agreed >= ids) return Words::tr("equals the baseline so far");
    return agreed == 1 ? Words::tr("agrees for 1 token") : Words::tr("agrees for %1 tokens").arg(agreed);
}

QString toneText(const metrics::Tone& tone) {
    if (tone.sentences == 0) return Words::tr("tone n/a");
    if (tone.sentences == 1) return Words::tr("tone: %1 of 1 sentence negative").arg(tone.negative);
    return Words::tr("tone: %1 of %2 sentences negative")
        .arg(countText(tone.negative), countText(tone.sentences));
}

// With the length: texts of other lengths have other ratios anyway.
QString gzipText(const lens::StreamSnapshot& stream) {
    return Words::tr("gzip ratio %1 at %2 bytes")
        .arg(numberText(*stream.metrics.gzip_ratio, 2), countText(qint64(stream.text.size())));
}

}  // namespace

QString streamFooter(const lens::StreamSnapshot& stream, std::optional<double> mean_kl) {
    const auto& metrics = stream.metrics;
    const QString undefined = Words::tr("n/a");
    const bool stopped = stream.state == lens::StreamSnapshot::State::stopped;
    QStringList parts;
    if (stream.distortion && !stream.ids.empty())
        parts << agreementText(metrics.agreed, int(stream.ids.size()));
    // A low perplexity can mean a loop, so it never stands without seq-rep-4.
    parts << Words::tr("seq-rep-4 %1").arg(metrics.seq_rep_4 ? numberText(*metrics.seq_rep_4, 2) : undefined);
    if (metrics.perplexity || stopped)
        parts << Words::tr("perplexity %1")
                     .arg(metrics.perplexity ? numberText(*metrics.perplexity, 1) : undefined);
    parts << (metrics.loop ? loopText(metrics.loop->period, metrics.loop->copies) : Words::tr("no loop"));
    if (!stream.ids.empty()) parts << toneText(metrics.tone);
    if (metrics.diversity) parts << Words::tr("diversity %1").arg(numberText(*metrics.diversity, 2));
    if (metrics.gzip_ratio) parts << gzipText(stream);
    if (mean_kl) parts << Words::tr("mean KL %1 nats").arg(numberText(*mean_kl, 2));
    if (stream.tokens_per_second > 0)
        parts << Words::tr("%1 tokens/s").arg(numberText(stream.tokens_per_second, 1));
    if (stopped) parts << Words::tr("stopped");
    return parts.join(QStringLiteral(" · "));
}

QString cosineText(std::optional<double> cosine, int digits) {
    return cosine ? numberText(*cosine, digits) : Words::tr("n/a");
}

}  // namespace lossylens::ui
