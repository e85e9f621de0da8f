// What a path may be, and what is checked when its parts are put together.
#include "formats/checkpoint.h"

#include <QtTest>
#include <array>
#include <cstring>
#include <fstream>

#include "formats/gguf_bytes.h"
#include "formats/model_folder.h"
#include "formats/names.h"
#include "formats/refusal.h"

using namespace lossylens;
using namespace lossylens::formats;
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

const std::string kQuery = "model.layers.0.self_attn.q_proj.weight";

// The folder's one weight file split in two, with their index.
json sharded(const ModelFolder& folder) {
    std::array<json, 2> headers = {json::object(), json::object()};
    std::array<std::size_t, 2> sizes = {};
    json map = json::object();
    std::size_t i = 0;
    for (const auto& [name, entry] : folder.header.items()) {
        const std::size_t shard = i++ % 2;
        const auto size =
            entry["data_offsets"][1].get<std::size_t>() - entry["data_offsets"][0].get<std::size_t>();
        headers[shard][name] = {{"dtype", "F32"},
                                {"shape", entry["shape"]},
                                {"data_offsets", {sizes[shard], sizes[shard] + size}}};
        sizes[shard] += size;
        map[name] = shard == 0 ? "a.safetensors" : "b.safetensors";
    }
    folder.write("config.json", folder.config.dump());
    folder.write("a.safetensors", safetensorsFile(headers[0].dump(), sizes[0]));
    folder.write("b.safetensors", safetensorsFile(headers[1].dump(), sizes[1]));
    return {{"weight_map", map}};
}

Result<std::shared_ptr<const Checkpoint>> openWithIndex(const ModelFolder& folder, const json& index) {
    folder.write("model.safetensors.index.json", index.dump());
    return openCheckpoint(folder.path());
}

}  // namespace

class CheckpointTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theModelThatIsSpoiledBelowIsRight() {
        const ModelFolder folder;
        verifyAccepted(openCheckpoint(folder.written()));
        const ModelFolder split;
        verifyAccepted(openWithIndex(split, sharded(split)));
    }

    void ggufIsKnownByItsMagicNotItsName() {
        const ModelFolder folder;
        folder.write("weights.bin", GgufLlama().file());
        const auto checkpoint = openCheckpoint(folder.path() / "weights.bin");
        verifyAccepted(checkpoint);
        QCOMPARE((*checkpoint)->name, std::string("weights"));
    }

    void folderWithOneGgufOpensIt() {
        const ModelFolder folder;
        folder.write("tiny.F32.gguf", GgufLlama().file());
        const auto checkpoint = openCheckpoint(folder.path());
        verifyAccepted(checkpoint);
        QCOMPARE((*checkpoint)->name, std::string("tiny"));
        folder.write("other.gguf", "");
        verifyRefused(openCheckpoint(folder.path()), ErrorCode::usage, {"2 GGUF files", "open one of them"});
    }

    void generalNameStandsInForANamelessFile() {
        const ModelFolder folder;
        folder.write("model.gguf", GgufLlama().text("general.name", "Tiny Llama").file());
        QCOMPARE((*openCheckpoint(folder.path()))->name, std::string("Tiny Llama"));
    }

    void pathThatIsNoModelIsRefused() {
        const ModelFolder folder;
        verifyRefused(openCheckpoint(folder.path()), ErrorCode::not_found,
                      {folder.path().string(), "model.safetensors"});
        verifyRefused(openCheckpoint(folder.path() / "absent.gguf"), ErrorCode::not_found, {"absent.gguf"});
        folder.write("notes.txt", "hello, this is text");
        verifyRefused(openCheckpoint(folder.path() / "notes.txt"), ErrorCode::unsupported,
                      {"notes.txt", "neither"});
        folder.write("page.gguf", "<!DOCTYPE html>");
        verifyRefused(openCheckpoint(folder.path() / "page.gguf"), ErrorCode::corrupt, {"page.gguf", "GGUF"});
        verifyRefused(openCheckpoint("/dev/zero"), ErrorCode::usage, {"/dev/zero"});
    }

    void folderOfPicklesIsRefusedByName() {
        const ModelFolder folder;
        folder.write("pytorch_model.bin", "x");
        verifyRefused(openCheckpoint(folder.path()), ErrorCode::unsupported, {"pytorch_model.bin"});
    }

    void folderWithoutItsConfigurationIsRefused() {
        const ModelFolder folder;
        fs::remove(folder.written() / "config.json");
        verifyRefused(openCheckpoint(folder.path()), ErrorCode::not_found, {"config.json"});
    }

    void errorInTheConfigurationNamesTheFile() {
        ModelFolder folder;
        folder.config["num_attention_heads"] = 0;
        verifyRefused(openCheckpoint(folder.written()), ErrorCode::corrupt,
                      {(folder.path() / "config.json").string(), "num_attention_heads"});
    }

    void namesAreReadWithoutTheirPrefix() {
        ModelFolder folder;
        json bare = json::object();
        for (const auto& [name, entry] : folder.header.items())
            bare[name.substr(std::strlen("model."))] = entry;
        folder.header = bare;
        verifyAccepted(openCheckpoint(folder.written()));
    }

    void generationConfigurationAddsEndTokens() {
        ModelFolder folder;
        folder.config["eos_token_id"] = 2;
        folder.written();
        folder.write("generation_config.json", json{{"eos_token_id", {2, 4}}}.dump());
        const auto checkpoint = openCheckpoint(folder.path());
        verifyAccepted(checkpoint);
        const auto& tokenizer = std::get<TokenizerFolder>((*checkpoint)->tokenizer);
        QCOMPARE(tokenizer.end_tokens, (std::vector<int>{2, 4}));
        QCOMPARE(tokenizer.eos, std::optional(2));
    }

    void tiedOutputIsTheTableWhateverIsStored() {
        ModelFolder folder;
        folder.add("lm_head.weight", {5, 8});
        QVERIFY((*openCheckpoint(folder.written()))->find("output.weight") == nullptr);
        folder.config["tie_word_embeddings"] = false;
        QVERIFY((*openCheckpoint(folder.written()))->find("output.weight") != nullptr);
    }

    void untiedOutputMustBeThere() {
        ModelFolder folder;
        folder.config["tie_word_embeddings"] = false;
        verifyRefused(openCheckpoint(folder.written()), ErrorCode::corrupt, {"'lm_head.weight'", "missing"});
    }

    void biasesOfAttentionAreTaken() {
        ModelFolder folder;
        folder.add("model.layers.0.self_attn.q_proj.bias", {8});
        QVERIFY((*openCheckpoint(folder.written()))->find("blk.0.attn_q.bias") != nullptr);
    }

    void rowsOfTheTableAreTheVocabulary() {
        ModelFolder folder;
        folder.config["vocab_size"] = 3;  // resized since
        QCOMPARE((*openCheckpoint(folder.written()))->hyperparameters.vocabulary, 5);
    }

    void case27_shapeAgainstTheConfiguration() {
        ModelFolder folder;
        folder.config["intermediate_size"] = 13;
        verifyRefused(openCheckpoint(folder.written()), ErrorCode::corrupt,
                      {folder.path().string(), "'model.layers.0.mlp.gate_proj.weight'", "12 × 8", "13 × 8"});
        folder.config["intermediate_size"] = 12;
        folder.config["hidden_size"] = 4;
        verifyRefused(openCheckpoint(folder.written()), ErrorCode::corrupt,
                      {"'model.embed_tokens.weight'", "5 × 8", "5 × 4"});
    }

    void case27_sameCountInAnotherShape() {
        ModelFolder folder;
        folder.header["model.layers.0.mlp.up_proj.weight"]["shape"] = {8, 12};
        verifyRefused(openCheckpoint(folder.written()), ErrorCode::corrupt,
                      {"'model.layers.0.mlp.up_proj.weight'", "8 × 12", "12 × 8"});
        ModelFolder flat;
        flat.header[kQuery]["shape"] = {64};
        verifyRefused(openCheckpoint(flat.written()), ErrorCode::corrupt, {kQuery});
        ModelFolder scalar;
        scalar.header["model.embed_tokens.weight"]["shape"] = {40};
        verifyRefused(openCheckpoint(scalar.written()), ErrorCode::corrupt, {"model.embed_tokens.weight"});
    }

    void case27_tensorThatIsMissing() {
        ModelFolder folder;
        folder.header["unknown"] = folder.header[kQuery];
        folder.header.erase(kQuery);
        verifyRefused(openCheckpoint(folder.written()), ErrorCode::corrupt, {kQuery, "missing"});
        folder.write("model.gguf", GgufLlama("blk.0.attn_k.weight").file());
        verifyRefused(openCheckpoint(folder.path() / "model.gguf"), ErrorCode::corrupt,
                      {"'blk.0.attn_k.weight'", "missing"});
    }

    void moreLayersInTheFileThanInTheConfigurationAreRefused() {
        ModelFolder folder;
        folder.add("model.layers.1.self_attn.q_proj.weight", {8, 8});
        verifyRefused(openCheckpoint(folder.written()), ErrorCode::unsupported,
                      {"model.layers.1.self_attn.q_proj.weight"});
    }

    void tensorThatWouldChangeTheResultIsRefused() {
        ModelFolder folder;
        folder.add("model.layers.0.self_attn.q_norm.weight", {4});
        verifyRefused(openCheckpoint(folder.written()), ErrorCode::unsupported, {"self_attn.q_norm.weight"});
    }

    void buffersOfOldFilesAreLeftOut() {
        ModelFolder folder;
        folder.add("model.layers.0.self_attn.rotary_emb.inv_freq", {2});
        verifyAccepted(openCheckpoint(folder.written()));
    }

    void oneTensorUnderTwoNamesIsRefused() {
        ModelFolder folder;
        folder.add("norm.weight", {8});
        verifyRefused(openCheckpoint(folder.written()), ErrorCode::corrupt,
                      {"'norm.weight'", "'model.norm.weight'"});
    }

    void typesThatAreNotReadAreRefusedByName() {
        ModelFolder folder;
        folder.header[kQuery]["dtype"] = "I32";
        verifyRefused(openCheckpoint(folder.written()), ErrorCode::unsupported, {kQuery, "type I32"});
        GgufLlama bytes("blk.0.attn_q.weight");
        bytes.tensor("blk.0.attn_q.weight", {256, 1}, 12, 144);
        folder.write("k.gguf", bytes.file());
        verifyRefused(openCheckpoint(folder.path() / "k.gguf"), ErrorCode::unsupported,
                      {"'blk.0.attn_q.weight'", "Q4_K", "Q8_0"});
    }

    void shardsMustHaveWhatTheIndexSays() {
        const ModelFolder folder;
        json index = sharded(folder);
        index["weight_map"]["absent"] = "a.safetensors";
        verifyRefused(openWithIndex(folder, index), ErrorCode::corrupt,
                      {"index.json", "not in their files: 1"});
        fs::remove(folder.path() / "b.safetensors");
        verifyRefused(openCheckpoint(folder.path()), ErrorCode::not_found, {"b.safetensors"});
    }

    void indexThatIsBrokenIsRefused() {
        const ModelFolder folder;
        sharded(folder);
        verifyRefused(openWithIndex(folder, json::object()), ErrorCode::corrupt,
                      {"index.json", "weight_map"});
        verifyRefused(openWithIndex(folder, {{"weight_map", {{"a", 5}}}}), ErrorCode::corrupt,
                      {"index.json", "'a'"});
        verifyRefused(openWithIndex(folder, {{"weight_map", json::array()}}), ErrorCode::corrupt,
                      {"weight_map"});
    }

    void case25_indexThatLeavesTheFolder() {
        const ModelFolder outside;
        outside.written();
        const ModelFolder folder;
        const json right = sharded(folder);
        const std::string target = (outside.path() / "model.safetensors").string();
        for (const std::string& name : {"../" + outside.path().filename().string() + "/model.safetensors",
                                        target, std::string("sub/a.safetensors"), std::string(".."),
                                        std::string("config.json"), std::string()}) {
            json index = right;
            index["weight_map"][kQuery] = name;
            verifyRefused(openWithIndex(folder, index), ErrorCode::corrupt, {"index.json", kQuery});
        }
    }

    void case25_linkThatLeavesTheFolder() {
        const ModelFolder outside;
        outside.written();
        const ModelFolder folder;
        const json index = sharded(folder);
        fs::remove(folder.path() / "b.safetensors");
        fs::create_symlink(outside.path() / "model.safetensors", folder.path() / "b.safetensors");
        verifyRefused(openWithIndex(folder, index), ErrorCode::corrupt,
                      {"b.safetensors", "out of the model's folder"});
    }

    void linksOfTheHuggingFaceCacheAreFollowed() {
        const ModelFolder repository;
        const fs::path snapshot = repository.path() / "models--org--tiny" / "snapshots" / "abc";
        const fs::path blobs = repository.path() / "models--org--tiny" / "blobs";
        fs::create_directories(snapshot);
        fs::create_directories(blobs);
        const json index = sharded(repository);
        std::ofstream(snapshot / "model.safetensors.index.json") << index.dump();
        fs::rename(repository.path() / "config.json", snapshot / "config.json");
        for (const char* name : {"a.safetensors", "b.safetensors"}) {
            fs::rename(repository.path() / name, blobs / name);
            fs::create_symlink(fs::path("../../blobs") / name, snapshot / name);
        }
        const auto checkpoint = openCheckpoint(snapshot);
        verifyAccepted(checkpoint);
        QCOMPARE((*checkpoint)->name, std::string("tiny"));
    }

    void namesGoThereAndBack() {
        for (const char* ours :
             {"token_embd.weight", "output.weight", "output_norm.weight", "blk.11.attn_output.weight",
              "blk.0.ffn_down.weight", "blk.3.attn_norm.weight"}) {
            for (const Architecture architecture : {Architecture::gpt2, Architecture::llama}) {
                const auto back = canonicalName(architecture, huggingFaceName(architecture, ours));
                QVERIFY2(back, ours);
                QCOMPARE(back->name, std::string(ours));
            }
        }
        QVERIFY(!canonicalName(Architecture::gpt2, "h.0.attn.bias"));
        QVERIFY(!canonicalName(Architecture::gpt2, "h.0.attn.masked_bias"));
        QVERIFY(canonicalName(Architecture::gpt2, "transformer.h.0.attn.c_attn.weight")->transposed);
        QVERIFY(!canonicalName(Architecture::gpt2, "transformer.h.0.attn.c_attn.bias")->transposed);
    }
};

QTEST_GUILESS_MAIN(CheckpointTest)
#include "checkpoint_test.moc"
