#include "ui/models/displaytext.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

namespace inia::ui {

namespace {

class DisplayTexts {
    Q_DECLARE_TR_FUNCTIONS(DisplayTexts)
};

constexpr char16_t controlPictures = 0x2400;
constexpr char16_t deletePicture = 0x2421;
constexpr char16_t lineSeparator = 0x2028;
constexpr char16_t paragraphSeparator = 0x2029;

QChar visible(QChar character)
{
    const auto code = character.unicode();
    if (code < 0x20)
        return QChar(static_cast<char16_t>(controlPictures + code));
    if (code == 0x7F)
        return QChar(deletePicture);
    if ((code >= 0x80 && code < 0xA0) || code == lineSeparator || code == paragraphSeparator)
        return QChar(QChar::ReplacementCharacter);
    return character;
}

} // namespace

QString toQString(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QString toOneLine(std::string_view utf8)
{
    return toOneLine(toQString(utf8));
}

QString toOneLine(QString text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar shown = visible(text.at(i));
        if (shown != text.at(i))
            text[i] = shown;
    }
    return text;
}

QLocale textLocale()
{
    const QLocale locale;
    // C's sets no thousands apart.
    return locale.language() == QLocale::C ? QLocale(QLocale::English, QLocale::UnitedStates) : locale;
}

QString groupedNumber(qint64 number)
{
    return textLocale().toString(number);
}

QString decimalNumber(double number, int decimals)
{
    QLocale locale = textLocale();
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return locale.toString(number, 'f', decimals);
}

QString momentText(const QDateTime& time, const QString& clock)
{
    const QDate day = time.date();
    //: Day, month, year, time: 14 Jul 2026, 10:00
    return DisplayTexts::tr("%1 %2 %3, %4")
        .arg(QString::number(day.day()), textLocale().standaloneMonthName(day.month(), QLocale::ShortFormat),
             QString::number(day.year()), time.time().toString(clock));
}

QString accountText(const QString& accountId)
{
    const bool digits = std::all_of(accountId.begin(), accountId.end(), [](QChar c) { return c.isDigit(); });
    if (accountId.size() != 12 || !digits)
        return accountId;
    return QStringLiteral("%1-%2-%3").arg(accountId.first(4), accountId.sliced(4, 4), accountId.last(4));
}

bool isInAccount(const QString& word, const QString& accountId)
{
    const bool isNumber =
        std::all_of(word.begin(), word.end(), [](QChar c) { return c == u'-' || (c >= u'0' && c <= u'9'); });
    const auto digits = [](QString text) { return text.remove(u'-'); };
    const QString wanted = digits(word);
    return isNumber && !wanted.isEmpty() && digits(accountId).contains(wanted);
}

QString sentenceText(std::string_view text)
{
    QString sentence = toOneLine(text);
    if (!sentence.isEmpty())
        sentence[0] = sentence[0].toUpper();
    return sentence;
}

QString errorText(const Error& error)
{
    const QString message = toOneLine(error.message);
    if (error.code.empty())
        return message;
    const QString code = toOneLine(error.code);
    if (message.isEmpty())
        return code;
    return error.kind == ErrorKind::Service ? code + QStringLiteral(": ") + message : message;
}

} // namespace inia::ui
