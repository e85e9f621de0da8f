// Expected texts: the templates rendered by Jinja 3.1 with trim_blocks and lstrip_blocks, as transformers
// does, for one message of the user and add_generation_prompt.
#include "text/chat_template.h"

#include <QtTest>

#include "text/sources.h"

using namespace lossylens;
using namespace lossylens::text;
using namespace lossylens::text::test;

namespace {

const char* const smollm2 =
    "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}"
    "{{ '<|im_start|>system\\nYou are a helpful AI assistant named SmolLM, trained by Hugging "
    "Face<|im_end|>\\n' }}"
    "{% endif %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

const char* const chatml =
    "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + "
    "'<|im_end|>' + '\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif "
    "%}";

const char* const llama3 =
    "{% set loop_messages = messages %}{% for message in loop_messages %}{% set content = "
    "'<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n'+ message['content'] | trim + "
    "'<|eot_id|>' %}{% if loop.index0 == 0 %}{% set content = bos_token + content %}{% endif %}{{ content }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}"
    "{% endif %}";

const char* const zephyr =
    "{% for message in messages %}\n{% if message['role'] == 'user' %}\n{{ '<|user|>\n' + message['content'] "
    "+ "
    "eos_token }}\n{% elif message['role'] == 'system' %}\n{{ '<|system|>\n' + message['content'] + "
    "eos_token "
    "}}\n{% endif %}\n{% if loop.last and add_generation_prompt %}\n{{ '<|assistant|>' }}\n{% endif %}\n"
    "{% endfor %}";

const char* const llama2 =
    "{% for message in messages %}{% if loop.index0 == 0 and system_message != false %}{% set content = "
    "'<<SYS>>\\n' + system_message + '\\n<</SYS>>\\n\\n' + message['content'] %}{% else %}{% set content = "
    "message['content'] %}{% endif %}{% if message['role'] == 'user' %}{{ bos_token + '[INST] ' + "
    "content.strip() + ' [/INST]' }}{% endif %}{% endfor %}";

const char* const mistral =
    "{{ bos_token }}{% for message in messages %}{% if message['role'] == 'user' %}{{ '[INST] ' + "
    "message['content'] + ' [/INST]' }}{% elif message['role'] == 'assistant' %}{{ message['content'] + "
    "eos_token}}{% endif %}{% endfor %}";

}  // namespace

class ChatTemplateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownTemplatesWriteWhatJinjaWrites_data() {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QByteArray>("expected");
        QTest::addColumn<bool>("bos");
        QTest::newRow("SmolLM2") << QByteArray(smollm2)
                                 << QByteArray(
                                        "<|im_start|>system\nYou are a helpful AI assistant named SmolLM, "
                                        "trained by Hugging Face<|im_end|>\n<|im_start|>user\n Hi \n"
                                        "<|im_end|>\n<|im_start|>assistant\n")
                                 << false;
        QTest::newRow("ChatML") << QByteArray(chatml)
                                << QByteArray("<|im_start|>user\n Hi \n<|im_end|>\n<|im_start|>assistant\n")
                                << false;
        QTest::newRow("Llama 3") << QByteArray(llama3)
                                 << QByteArray(
                                        "<|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|>"
                                        "<|start_header_id|>assistant<|end_header_id|>\n\n")
                                 << true;
        QTest::newRow("Zephyr") << QByteArray(zephyr) << QByteArray("<|user|>\n Hi \n<E>\n<|assistant|>\n")
                                << false;
        QTest::newRow("Llama 2") << QByteArray(llama2) << QByteArray("[INST] Hi [/INST]") << true;
        QTest::newRow("Mistral") << QByteArray(mistral) << QByteArray("[INST]  Hi \n [/INST]") << true;
    }
    void knownTemplatesWriteWhatJinjaWrites() {
        QFETCH(QByteArray, source);
        QFETCH(QByteArray, expected);
        QFETCH(bool, bos);
        const auto format = recogniseChat(source.toStdString(), "<E>");
        QVERIFY2(format, format ? "" : qPrintable(message(format.error())));
        QCOMPARE(QByteArray::fromStdString(format->around(" Hi \n")), expected);
        QCOMPARE(format->starts_with_bos, bos);
    }

    void otherTemplatesAreUnsupported_data() {
        QTest::addColumn<QByteArray>("source");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("Gemma") << QByteArray("{{ '<start_of_turn>' + role + '\n' }}");
        QTest::newRow("ChatML with a computed system message") << QByteArray(
            "{{'<|im_start|>system\n' + system_message + '<|im_end|>\n'}}"
            "{{ '<|im_start|>assistant\n' }}");
        QTest::newRow("[INST] of another kind")
            << QByteArray("{{ '[INST]' + message['content'] + '[/INST]' }}");
        QTest::newRow("Llama 3 with today's date")
            << QByteArray("<|start_header_id|><|eot_id|>Cutting Knowledge Date: December 2023 {{ today() }}");
    }
    void otherTemplatesAreUnsupported() {
        QFETCH(QByteArray, source);
        const auto format = recogniseChat(source.toStdString(), "</s>");
        QVERIFY(!format);
        QCOMPARE(format.error().code, ErrorCode::unsupported);
    }

    void tokenizerWritesBosOnlyWhereEncodeDoesNotAddIt() {
        formats::GgufVocabulary vocabulary = byteVocabulary();
        vocabulary.chat_template = llama2;
        QCOMPARE(make(vocabulary).value()->chat("Hi").value(), std::string("<|im_start|>[INST] Hi [/INST]"));
        vocabulary.add_bos = true;
        QCOMPARE(make(vocabulary).value()->chat("Hi").value(), std::string("[INST] Hi [/INST]"));
        vocabulary.chat_template.clear();
        const auto none = make(vocabulary).value()->chat("Hi");
        QVERIFY(!none);
        QCOMPARE(none.error().code, ErrorCode::unsupported);
    }
};

QTEST_GUILESS_MAIN(ChatTemplateTest)
#include "chat_template_test.moc"
