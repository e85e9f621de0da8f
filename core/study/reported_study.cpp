#include "study/reported_study.h"

#include <fstream>

#include "study/json_object.h"

namespace lossylens::study {
namespace {

// A line that is none is left out: sessions are a note beside the rows.
std::vector<SessionRecord> readSessions(const std::filesystem::path& file) {
    std::vector<SessionRecord> sessions;
    std::ifstream stream(file, std::ios::binary);
    for (std::string line; std::getline(stream, line);) {
        try {
            const Json json = Json::parse(line);
            sessions.push_back({.seconds = json.at("seconds").get<double>(),
                                .trials = json.at("trials").get<int>(),
                                .tokens = json.at("tokens").get<long>(),
                                .batch = json.at("batch").get<int>(),
                                .program = json.value("program", ""),
                                .weights = json.value("weights", ""),
                                .machine = json.value("machine", "")});
        } catch (const Json::exception&) {
            continue;
        }
    }
    return sessions;
}

}  // namespace

Result<ReportedStudy> readReportedStudy(const std::filesystem::path& folder) {
    auto record = readRecord(folder);
    if (!record) return tl::unexpected(record.error());
    auto rows = readRows(folder);
    if (!rows) return tl::unexpected(rows.error());
    return ReportedStudy{.folder = folder,
                         .record = *std::move(record),
                         .rows = *std::move(rows),
                         .sessions = readSessions(folder / "sessions.jsonl")};
}

}  // namespace lossylens::study
