#include "core/listing/keysplit.h"
#include "tests/support/testmain.h"

#include <QtCore/QStringDecoder>
#include <QtTest/QTest>

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>
#include <string>
#include <vector>

using namespace inia;

// Where a range is divided that nobody has seen yet.
class tst_KeySplit final : public QObject {
    Q_OBJECT

private slots:
    void digitsAndLettersAreTakenForPossible_data();
    void digitsAndLettersAreTakenForPossible();
    void goesUpFromWhereKeysDiffer();
    void middlesAreBetweenAndWhole();
    void tellsHowMuchIsLeft();
};

void tst_KeySplit::digitsAndLettersAreTakenForPossible_data()
{
    QTest::addColumn<QByteArrayList>("seen");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("middle");
    const auto row = [](const char* name, const QByteArrayList& seen, const char* to, const char* middle) {
        QTest::newRow(name) << seen << QByteArray(to) << QByteArray(middle);
    };
    row("digits", {"p/10", "p/20"}, "p/9", "p/6");
    row("to the end", {"p/1", "p/2"}, "", "p/6");
    row("hexadecimal digits", {"p/0a17", "p/1b29"}, "", "p/9");
    row("letters", {"p/ka", "p/lz"}, "", "p/t");
    row("nothing between, one place further", {"p/11", "p/12"}, "p/2", "p/16");
    row("beyond U+FFFF", {"p/\xEE\x80\x80", "p/\xEE\x80\x81"}, "p/\xEF", "p/\xEE\xA0\x80");
    row("nothing left", {"p/8", "p/9"}, "", "");
}

void tst_KeySplit::digitsAndLettersAreTakenForPossible()
{
    QFETCH(const QByteArrayList, seen);
    QFETCH(const QByteArray, to);
    QFETCH(const QByteArray, middle);
    KeySplit split(2);
    std::vector<std::string> keys;
    for (const QByteArray& key : seen) {
        keys.push_back(key.toStdString());
        split.learn(keys.back());
    }
    // Something is known to be beyond the end of the range.
    const std::string beyond = to.toStdString() + "x";
    std::vector<std::string_view> known(keys.begin(), keys.end());
    if (!to.isEmpty())
        known.push_back(beyond);
    const auto found =
        split.between(keys.back(), to.isEmpty() ? std::nullopt : std::optional(to.toStdString()), known);
    QCOMPARE(found ? QByteArray::fromStdString(found->key) : QByteArray(), middle);
}

/// What all keys have had in common is tried from its end upwards, and no place more than twice.
void tst_KeySplit::goesUpFromWhereKeysDiffer()
{
    KeySplit split(0);
    const std::string first = "all/of/them/000100";
    const std::string last = "all/of/them/000155";
    split.learn(first);
    split.learn(last);
    std::optional<std::string> to;
    std::vector<std::string> middles;
    while (const auto middle = split.between(last, to, {first, last})) { // nothing is ever found behind it
        middles.push_back(middle->key.substr(12));
        QCOMPARE(middle->isGuess, middles.size() != 3);
        to = middle->key;
    }
    QCOMPARE(middles, (std::vector<std::string>{"0006", "0002", "00018", "00016", "000158", "000156"}));
}

void tst_KeySplit::middlesAreBetweenAndWhole()
{
    std::mt19937 random(3);
    const std::vector<std::string> parts{"a",
                                         "z",
                                         "0",
                                         "9",
                                         "/",
                                         "-",
                                         "\xC3\xA4",
                                         "\xE2\x82\xAC",
                                         "\xEE\x80\x80",
                                         "\xEF\xBF\xBD",
                                         "\xF0\x90\x80\x80",
                                         "\xF4\x8F\xBF\xBF",
                                         "\xED\x9F\xBF"};
    for (int round = 0; round < 2000; ++round) {
        KeySplit split(0);
        std::vector<std::string> keys(6);
        for (std::string& key : keys) {
            for (std::size_t length = random() % 6 + 1; length > 0; --length)
                key += parts[random() % parts.size()];
        }
        std::sort(keys.begin(), keys.end());
        for (const std::string& key : keys)
            split.learn(key);
        const auto to = round % 3 == 0 ? std::nullopt : std::optional(keys[4]);
        const auto middle = split.between(keys[1], to, {keys[0], keys[1]});
        if (!middle)
            continue;
        QVERIFY(middle->key > keys[1]);
        QVERIFY(!to || middle->key < *to);
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        static_cast<void>(QString(decoder(QByteArray::fromStdString(middle->key))));
        QVERIFY2(!decoder.hasError(), QByteArray::fromStdString(middle->key).toPercentEncoding().constData());
    }
}

void tst_KeySplit::tellsHowMuchIsLeft()
{
    KeySplit split(0);
    for (int i = 0; i < 100; ++i)
        split.learn("key-" + std::string(i < 10 ? "0" : "") + std::to_string(i));
    QVERIFY(std::abs(split.partBehind("key-00", "key-50", "key-99") - 0.5) < 0.1);
    QVERIFY(std::abs(split.partBehind("key-30", "key-37", "key-40") - 0.3) < 0.1);
    QCOMPARE(split.partBehind("key-30", "key-40", "key-40"), 0.0);
}

INIA_TEST_CLASS(tst_KeySplit, QCoreApplication)
#include "tst_keysplit.moc"
