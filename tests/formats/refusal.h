#pragma once

#include <QtTest>
#include <initializer_list>
#include <string>

#include "base/result.h"

namespace lossylens {

// Checks that `result` is an error of this code and that its sentence has all of the words.
template <class T>
void verifyRefused(const Result<T>& result, ErrorCode code, std::initializer_list<std::string> words) {
    QVERIFY2(!result, "was accepted");
    const std::string text = result.error().text();
    QVERIFY2(result.error().code == code, text.c_str());
    for (const std::string& word : words) {
        QVERIFY2(text.find(word) != std::string::npos, ("no \"" + word + "\" in: " + text).c_str());
    }
    QVERIFY2(text.size() < 600 && text.find('\n') == std::string::npos, text.c_str());
}

template <class T>
void verifyAccepted(const Result<T>& result) {
    QVERIFY2(result, result ? "" : result.error().text().c_str());
}

}  // namespace lossylens
