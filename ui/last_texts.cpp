#include "ui/last_texts.h"

#include <QCborArray>
#include <QCborMap>
#include <QCryptographicHash>
#include <QStringDecoder>
#include <algorithm>
#include <array>
#include <limits>

namespace lossylens::ui {
namespace {

constexpr int version = 1;
constexpr int most_streams = 64;

constexpr qsizetype sum_bytes = 32;

using Stream = lens::StreamSnapshot;

// Goes before what is kept: Qt's reader of CBOR need not see what is damaged.
QByteArray sumOf(const QByteArray& body) {
    return QCryptographicHash::hash(body, QCryptographicHash::Sha256);
}

QCborValue packed(const std::optional<double>& value) { return value ? QCborValue(*value) : QCborValue(); }

std::optional<double> number(const QCborValue& value) {
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

template <class Numbers>
QCborArray packedNumbers(const Numbers& numbers) {
    QCborArray array;
    for (const auto one : numbers) array.append(static_cast<qint64>(one));
    return array;
}

QCborMap packed(const Stream& stream) {
    QCborMap map;
    map[QLatin1String("name")] = QString::fromStdString(stream.name);
    if (stream.distortion) map[QLatin1String("seed")] = static_cast<qint64>(stream.distortion->seed);
    map[QLatin1String("state")] = static_cast<int>(stream.state);
    map[QLatin1String("ids")] = packedNumbers(stream.ids);
    map[QLatin1String("text")] = QByteArray::fromStdString(stream.text);
    map[QLatin1String("starts")] = packedNumbers(stream.token_starts);
    map[QLatin1String("speed")] = stream.tokens_per_second;
    map[QLatin1String("agreed")] = stream.metrics.agreed;
    map[QLatin1String("seq_rep_4")] = packed(stream.metrics.seq_rep_4);
    map[QLatin1String("perplexity")] = packed(stream.metrics.perplexity);
    map[QLatin1String("diversity")] = packed(stream.metrics.diversity);
    map[QLatin1String("gzip_ratio")] = packed(stream.metrics.gzip_ratio);
    map[QLatin1String("tone")] =
        packedNumbers(std::array{stream.metrics.tone.negative, stream.metrics.tone.sentences});
    if (const auto& loop = stream.metrics.loop)
        map[QLatin1String("loop")] = packedNumbers(std::array{loop->period, loop->coverage, loop->copies});
    return map;
}

template <class Number>
std::optional<std::vector<Number>> numbersOf(const QCborValue& value, qint64 most) {
    std::vector<Number> numbers;
    for (const QCborValue one : value.toArray()) {
        if (!one.isInteger() || one.toInteger() < 0 || one.toInteger() > most) return {};
        numbers.push_back(static_cast<Number>(one.toInteger()));
    }
    return numbers;
}

// The baseline has no distortion; other names must be those of one.
bool readName(const QCborMap& map, Stream& stream) {
    stream.name = map[QLatin1String("name")].toString().toStdString();
    if (stream.name == "baseline") return true;
    auto spec = codec::parseDistortion(stream.name);
    if (!spec) return false;
    spec->seed = static_cast<std::uint64_t>(map[QLatin1String("seed")].toInteger(1));
    stream.distortion = *std::move(spec);
    return true;
}

bool readText(const QCborMap& map, Stream& stream) {
    const QByteArray text = map[QLatin1String("text")].toByteArray();
    QStringDecoder decoder(QStringConverter::Utf8, QStringConverter::Flag::Stateless);
    const QString decoded = decoder(text);
    const auto ids = numbersOf<int>(map[QLatin1String("ids")], std::numeric_limits<int>::max());
    const auto starts = numbersOf<std::size_t>(map[QLatin1String("starts")], text.size());
    if (decoder.hasError() || !ids || !starts || ids->size() != starts->size() ||
        !std::ranges::is_sorted(*starts))
        return false;
    stream.text = text.toStdString();
    stream.ids = *ids;
    stream.token_starts = *starts;
    return true;
}

// Texts that an earlier version kept have none.
bool readTone(const QCborMap& map, Stream& stream) {
    if (!map.contains(QLatin1String("tone"))) return true;
    const auto tone = numbersOf<int>(map[QLatin1String("tone")], static_cast<qint64>(stream.text.size()));
    if (!tone || tone->size() != 2 || (*tone)[0] > (*tone)[1]) return false;
    stream.metrics.tone = {.sentences = (*tone)[1], .negative = (*tone)[0]};
    return true;
}

bool readNumbers(const QCborMap& map, Stream& stream) {
    const auto state = map[QLatin1String("state")].toInteger(-1);
    if (state < 0 || state > static_cast<int>(Stream::State::stopped)) return false;
    stream.state = static_cast<Stream::State>(state);
    stream.tokens_per_second = map[QLatin1String("speed")].toDouble();
    const auto count = static_cast<qint64>(stream.ids.size());
    const auto agreed = map[QLatin1String("agreed")].toInteger();
    if (agreed < 0 || agreed > count) return false;
    stream.metrics.agreed = static_cast<int>(agreed);
    stream.metrics.seq_rep_4 = number(map[QLatin1String("seq_rep_4")]);
    stream.metrics.perplexity = number(map[QLatin1String("perplexity")]);
    stream.metrics.diversity = number(map[QLatin1String("diversity")]);
    stream.metrics.gzip_ratio = number(map[QLatin1String("gzip_ratio")]);
    if (!readTone(map, stream)) return false;
    if (!map.contains(QLatin1String("loop"))) return true;
    const auto loop = numbersOf<int>(map[QLatin1String("loop")], count);
    if (!loop || loop->size() != 3) return false;
    stream.metrics.loop = metrics::Loop{.period = (*loop)[0], .coverage = (*loop)[1], .copies = (*loop)[2]};
    return true;
}

std::optional<Stream> streamOf(const QCborMap& map) {
    Stream stream;
    if (!readName(map, stream) || !readText(map, stream) || !readNumbers(map, stream)) return {};
    return stream;
}

}  // namespace

QByteArray packTexts(const LastTexts& texts) {
    QCborArray streams;
    for (const Stream& stream : texts.snapshot.streams) streams.append(packed(stream));
    if (streams.isEmpty()) return {};
    QCborMap map;
    map[QLatin1String("version")] = version;
    map[QLatin1String("model")] = texts.model;
    map[QLatin1String("prompt")] = texts.prompt;
    map[QLatin1String("steps")] = texts.snapshot.steps;
    map[QLatin1String("streams")] = streams;
    const QByteArray body = QCborValue(map).toCbor();
    const QByteArray bytes = sumOf(body) + body;
    return bytes.size() <= most_last_texts ? bytes : QByteArray();
}

std::optional<LastTexts> unpackTexts(const QByteArray& bytes) {
    if (bytes.size() <= sum_bytes || bytes.size() > most_last_texts) return {};
    const QByteArray body = bytes.sliced(sum_bytes);
    if (sumOf(body) != bytes.first(sum_bytes)) return {};
    QCborParserError error;
    const QCborMap map = QCborValue::fromCbor(body, &error).toMap();
    const QCborArray streams = map[QLatin1String("streams")].toArray();
    if (error.error != QCborError::NoError || map[QLatin1String("version")].toInteger() != version ||
        streams.isEmpty() || streams.size() > most_streams)
        return {};
    LastTexts texts{.model = map[QLatin1String("model")].toString(),
                    .prompt = map[QLatin1String("prompt")].toString(),
                    .snapshot = {}};
    texts.snapshot.steps = static_cast<int>(map[QLatin1String("steps")].toInteger());
    texts.snapshot.finished = true;
    for (const QCborValue one : streams) {
        auto stream = streamOf(one.toMap());
        if (!stream) return {};
        texts.snapshot.step = std::max(texts.snapshot.step, static_cast<int>(stream->ids.size()));
        texts.snapshot.streams.push_back(*std::move(stream));
    }
    if (texts.snapshot.streams.front().distortion) return {};  // the first is the baseline
    return texts;
}

}  // namespace lossylens::ui
