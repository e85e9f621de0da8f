#include "text/chat_template.h"

#include <optional>

#include "text/pre_tokenizer.h"
#include "text/utf8.h"

namespace lossylens::text {
namespace {

std::string_view trimmed(std::string_view text) {
    const auto space = [](char c) { return isWhiteSpace(static_cast<unsigned char>(c)) && c > 0; };
    while (!text.empty() && space(text.front())) text.remove_prefix(1);
    while (!text.empty() && space(text.back())) text.remove_suffix(1);
    return text;
}

bool has(std::string_view source, std::string_view part) {
    return source.find(part) != std::string_view::npos;
}

Result<ChatFormat> unknownChat(std::string_view family) {
    std::string what = "the model's chat template is not one of those that are known";
    if (!family.empty()) what = "this form of the " + std::string(family) + " chat template is not known";
    return fail(ErrorCode::unsupported, "chat", what, "write the prompt without it, special tokens included");
}

// The system message a ChatML template writes when the conversation has none: a literal of the source.
// Nothing where it writes none; an error where it is computed.
Result<std::optional<std::string>> defaultSystem(std::string_view source) {
    constexpr std::string_view opening = "<|im_start|>system\n";
    constexpr std::string_view closing = "<|im_end|>";
    const std::size_t begin = source.find(opening);
    if (begin == std::string_view::npos) return std::nullopt;
    const std::string_view rest = source.substr(begin + opening.size());
    const std::string_view message = rest.substr(0, rest.find(closing));
    if (message.find_first_of("'\"{}+") != std::string_view::npos || message.size() == rest.size()) {
        return fail(ErrorCode::unsupported, "chat", "the system message of the chat template is computed");
    }
    return std::string(message);
}

Result<ChatFormat> chatMl(std::string_view source) {
    if (!has(source, "<|im_end|>") || !has(source, "<|im_start|>assistant\n")) return unknownChat("ChatML");
    const auto system = defaultSystem(source);
    if (!system) return unknownChat("ChatML");
    ChatFormat format{.before = "<|im_start|>user\n", .after = "<|im_end|>\n<|im_start|>assistant\n"};
    if (*system) format.before.insert(0, "<|im_start|>system\n" + **system + "<|im_end|>\n");
    return format;
}

Result<ChatFormat> llama3(std::string_view source) {
    if (!has(source, "<|eot_id|>")) return unknownChat("Llama 3");
    ChatFormat format{.before = "<|start_header_id|>user<|end_header_id|>\n\n",
                      .after = "<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n",
                      .trims = true,
                      .starts_with_bos = has(source, "bos_token")};
    // Llama 3.1 and 3.2 date their system message. Where a template asks for today, the date it falls back on
    // is taken: a prompt is the same on every day.
    if (has(source, "Cutting Knowledge Date: December 2023")) {
        if (!has(source, "\"26 Jul 2024\"")) return unknownChat("Llama 3");
        format.before.insert(0,
                             "<|start_header_id|>system<|end_header_id|>\n\n"
                             "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n<|eot_id|>");
    }
    return format;
}

Result<ChatFormat> instructions(std::string_view source) {
    ChatFormat format{.before = "[INST] ",
                      .after = " [/INST]",
                      .trims = false,
                      .starts_with_bos = has(source, "bos_token")};
    if (has(source, "<<SYS>>")) {
        format.trims = true;
        return format;
    }
    if (!has(source, "'[INST] ' + message['content'] + ' [/INST]'")) return unknownChat("[INST]");
    return format;
}

Result<ChatFormat> zephyr(std::string_view source, std::string_view eos) {
    if (!has(source, "<|assistant|>") || !has(source, "eos_token") || eos.empty())
        return unknownChat("Zephyr");
    return ChatFormat{.before = "<|user|>\n", .after = std::string(eos) + "\n<|assistant|>\n"};
}

}  // namespace

std::string ChatFormat::around(std::string_view message) const {
    return before + std::string(trims ? trimmed(message) : message) + after;
}

Result<ChatFormat> recogniseChat(std::string_view source, std::string_view eos) {
    if (source.empty()) {
        return fail(ErrorCode::unsupported, "chat", "the model has no chat template",
                    "write the prompt without it");
    }
    // Jinja's string literals escape a newline; some templates hold the newline itself.
    const std::string text = replaceAll(source, "\\n", "\n");
    if (has(text, "<|im_start|>")) return chatMl(text);
    if (has(text, "<|start_header_id|>")) return llama3(text);
    if (has(text, "[INST]")) return instructions(text);
    if (has(text, "<|user|>")) return zephyr(text, eos);
    return unknownChat({});
}

}  // namespace lossylens::text
