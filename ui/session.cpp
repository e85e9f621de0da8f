#include "ui/session.h"

#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <algorithm>

#include "lens/files.h"
#include "ui/film.h"
#include "ui/kept_draft.h"

namespace lossylens::ui {
namespace {

using Shows = EmbeddingDisplay::Shows;
using Compare = EmbeddingDisplay::Compare;

constexpr int recent_entries = 12;

QString usualFile() {
    return QSettings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("lossylens"),
                     QStringLiteral("lossylens"))
        .fileName();
}

// The name to which a damaged file was moved; empty where there was nothing to move.
QString moveIfDamaged(const QString& file) {
    if (!QFileInfo::exists(file)) return {};
    if (QSettings(file, QSettings::IniFormat).status() != QSettings::FormatError) return {};
    const QString aside = file + QStringLiteral(".damaged");
    QFile::remove(aside);
    return QFile::rename(file, aside) ? aside : QString();
}

template <class T>
T within(const QVariant& value, T least, T most, T otherwise) {
    bool good = false;
    const double number = value.toDouble(&good);
    const bool inside = good && number >= static_cast<double>(least) && number <= static_cast<double>(most);
    return inside ? static_cast<T>(number) : otherwise;
}

template <class Choice>
Choice choice(const QVariant& value, Choice last, Choice otherwise) {
    return static_cast<Choice>(within(value, 0, static_cast<int>(last), static_cast<int>(otherwise)));
}

// One that the slider's quality gives a strength to.
bool isDistortion(const QString& name) {
    const codec::Distortion* distortion = codec::findDistortion(name.toStdString());
    return distortion != nullptr && goesThroughQualities(*distortion);
}

codec::DistortionSpec specOf(const QString& name, int quality, const Settings& settings) {
    const codec::Distortion::Info info = codec::findDistortion(name.toStdString())->info();
    codec::DistortionSpec spec;
    spec.name = name.toStdString();
    spec.layout = settings.layout;
    if (info.random) spec.draw = settings.draw;
    spec.finish = settings.finish;
    if (info.matchable) {
        spec.strength = 0;
        spec.matched_quality = quality;
    } else {
        spec.strength = static_cast<double>(quality);
    }
    return spec;
}

}  // namespace

bool controlIsPossible(const Settings& settings) { return settings.distortion != QLatin1String("rotation"); }

std::vector<codec::DistortionSpec> distortionsOf(const Settings& settings) {
    std::vector<codec::DistortionSpec> specs{specOf(settings.distortion, settings.quality, settings)};
    if (settings.control && controlIsPossible(settings)) {
        specs.push_back(specOf(QStringLiteral("rotation"), settings.quality, settings));
    }
    return specs;
}

lens::GenerationRequest generationOf(const Settings& settings) {
    lens::GenerationRequest request;
    request.streams.emplace_back();
    auto specs = distortionsOf(settings);
    if (settings.filmstrip) {
        specs.erase(specs.begin());
        for (const int quality : filmed_qualities) {
            request.streams.push_back({.distortion = specOf(settings.distortion, quality, settings)});
        }
    }
    for (auto& spec : specs) request.streams.push_back({.distortion = std::move(spec)});
    request.scope = settings.scope;
    request.sampling = settings.sampling;
    request.max_new_tokens = settings.max_new_tokens;
    request.stop_at_end = settings.stop_at_end;
    return request;
}

bool writeTheSame(const Settings& a, const Settings& b) {
    Settings same = a;
    same.restart = b.restart;
    same.text_view = b.text_view;
    same.link_scrolling = b.link_scrolling;
    same.embeddings = b.embeddings;
    same.xray_opened = b.xray_opened;
    same.study = b.study;
    const bool control = a.control && controlIsPossible(a);
    if (a.filmstrip && !control) same.quality = b.quality;  // all there are to be are filmed
    return same == b;
}

Session::Session(const QString& file)
    : file_(file.isEmpty() ? usualFile() : file), put_aside_(moveIfDamaged(file_)), store_(file_) {}

Settings Session::settings() const {
    const auto at = [this](const char* key) { return store_.value(QLatin1String(key)); };
    Settings settings;
    const Settings usual;
    if (at("prompt").isValid()) settings.prompt = at("prompt").toString();
    settings.quality = within(at("quality"), 1, 100, usual.quality);
    if (isDistortion(at("distortion").toString())) settings.distortion = at("distortion").toString();
    settings.draw = choice(at("draw"), codec::DistortionSpec::Draw::fresh, usual.draw);
    settings.finish = choice(at("finish"), codec::DistortionSpec::Finish::nearest, usual.finish);
    settings.control = at("control").toBool();
    settings.filmstrip = at("filmstrip").toBool();
    settings.chat = at("chat").toBool();
    settings.layout = codec::parseLayout(at("layout").toString().toStdString()).value_or(usual.layout);
    settings.scope = choice(at("scope"), lens::Scope::both, usual.scope);
    settings.restart = choice(at("restart"), Restart::by_hand, usual.restart);
    settings.text_view = choice(at("text_view"), TextView::kl, usual.text_view);
    if (at("link_scrolling").isValid()) settings.link_scrolling = at("link_scrolling").toBool();
    settings.embeddings = {
        .shows = choice(at("embeddings_show"), Shows::selected_token, usual.embeddings.shows),
        .compare = choice(at("embeddings_compare"), Compare::all_three, usual.embeddings.compare),
        .colours = choice(at("embeddings_colours"), ColourMap::magma, usual.embeddings.colours)};
    settings.xray_opened = at("xray_opened").toBool();
    settings.study = unpackDraft(at("study_form").toByteArray());
    settings.max_new_tokens = within(at("new_tokens"), 1, 99'999, usual.max_new_tokens);
    if (at("stop_at_end").isValid()) settings.stop_at_end = at("stop_at_end").toBool();
    nn::Sampling& sampling = settings.sampling;
    sampling.greedy = at("greedy").toBool();
    sampling.temperature = within(at("temperature"), 0.01, 10.0, usual.sampling.temperature);
    sampling.top_k = within(at("top_k"), 0, 99'999, usual.sampling.top_k);
    sampling.top_p = within(at("top_p"), 0.01, 1.0, usual.sampling.top_p);
    sampling.seed = static_cast<std::uint64_t>(
        within(at("seed"), 0, std::numeric_limits<int>::max(), static_cast<int>(usual.sampling.seed)));
    return settings;
}

void Session::keep(const Settings& settings) {
    const auto put = [this](const char* key, const QVariant& value) {
        store_.set(QLatin1String(key), value);
    };
    put("prompt", settings.prompt);
    put("quality", settings.quality);
    put("distortion", settings.distortion);
    put("draw", static_cast<int>(settings.draw));
    put("finish", static_cast<int>(settings.finish));
    put("control", settings.control);
    put("filmstrip", settings.filmstrip);
    put("chat", settings.chat);
    put("layout", QString::fromStdString(codec::nameOf(settings.layout)));
    put("scope", static_cast<int>(settings.scope));
    put("restart", static_cast<int>(settings.restart));
    put("text_view", static_cast<int>(settings.text_view));
    put("link_scrolling", settings.link_scrolling);
    put("embeddings_show", static_cast<int>(settings.embeddings.shows));
    put("embeddings_compare", static_cast<int>(settings.embeddings.compare));
    put("embeddings_colours", static_cast<int>(settings.embeddings.colours));
    put("xray_opened", settings.xray_opened);
    put("study_form", packDraft(settings.study));
    put("new_tokens", settings.max_new_tokens);
    put("stop_at_end", settings.stop_at_end);
    put("greedy", settings.sampling.greedy);
    put("temperature", settings.sampling.temperature);
    put("top_k", settings.sampling.top_k);
    put("top_p", settings.sampling.top_p);
    put("seed", static_cast<qulonglong>(settings.sampling.seed));
}

nn::Precision Session::precision() const {
    const std::string name = store_.value(QLatin1String("precision")).toString().toStdString();
    return lens::precisionOf(name).value_or(nn::Precision::stored);
}

void Session::keepPrecision(nn::Precision precision) {
    store_.set(QLatin1String("precision"), QString::fromUtf8(lens::nameOf(precision)));
}

QByteArray Session::geometry() const { return store_.value(QLatin1String("geometry")).toByteArray(); }

void Session::keepGeometry(const QByteArray& geometry) { store_.set(QLatin1String("geometry"), geometry); }

bool Session::onModelPage() const { return store_.value(QLatin1String("model_page")).toBool(); }

void Session::keepPage(bool model_page) { store_.set(QLatin1String("model_page"), model_page); }

int Session::selectedToken() const { return within(store_.value(QLatin1String("token")), 0, 1'000'000, 0); }

void Session::keepSelectedToken(int token) { store_.set(QLatin1String("token"), token); }

QString Session::windowLayout() const { return store_.value(QLatin1String("window_layout")).toString(); }

void Session::keepWindowLayout(const QString& id) { store_.set(QLatin1String("window_layout"), id); }

int Session::typeSize(const QString& layout) const {
    return within(store_.value(QLatin1String("type_size/") + layout), 50, 400, 0);
}

void Session::keepTypeSize(const QString& layout, int percent) {
    store_.set(QLatin1String("type_size/") + layout, percent);
}

QStringList Session::tour() const { return store_.value(QLatin1String("tour")).toStringList(); }

void Session::keepTour(const QStringList& state) { store_.set(QLatin1String("tour"), state); }

QStringList Session::list(const QString& key) const {
    QStringList entries = store_.value(key).toStringList();
    entries.removeAll(QString());
    return entries.mid(0, recent_entries);
}

void Session::remember(const QString& key, const QString& entry) {
    QStringList entries = list(key);
    entries.removeAll(entry);
    entries.prepend(entry);
    store_.set(key, entries.mid(0, recent_entries));
}

}  // namespace lossylens::ui
