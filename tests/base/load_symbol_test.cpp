#include "base/load_symbol.h"

#include <QtTest>

using namespace lossylens;

class LoadSymbolTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFunctionOfALibraryCanBeCalled() {
        for (const LinkerNamespace where : {LinkerNamespace::shared, LinkerNamespace::own}) {
            const auto symbol = loadSymbol("libm.so.6", "fabs", where);
            QVERIFY2(symbol, symbol ? "" : symbol.error().text().c_str());
            QCOMPARE(reinterpret_cast<double (*)(double)>(*symbol)(-2.5), 2.5);
        }
    }

    void aMissingLibraryIsNamed() {
        const auto symbol = loadSymbol("libnowhere.so", "fabs", LinkerNamespace::shared);
        QVERIFY(!symbol);
        QCOMPARE(symbol.error().code, ErrorCode::not_found);
        QCOMPARE(symbol.error().where, std::string("libnowhere.so"));
        QVERIFY(symbol.error().what.find("No such file") != std::string::npos);
        QVERIFY(!symbol.error().remedy.empty());
    }

    void aMissingSymbolIsNamed() {
        const auto symbol = loadSymbol("libm.so.6", "lossylens_nothing", LinkerNamespace::shared);
        QVERIFY(!symbol);
        QVERIFY(symbol.error().what.find("lossylens_nothing") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(LoadSymbolTest)
#include "load_symbol_test.moc"
