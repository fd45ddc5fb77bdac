#include "ui/theme/stylesheet.h"

#include "ui/theme/theme.h"

#include <QtCore/QHash>

namespace inia::ui {

namespace {

// `@name` is a token, `#n` a number of design pixels. Heights are content heights: the sheet's box adds
// padding and border to them.
constexpr QLatin1StringView sheetTemplate(R"(
QLineEdit, QPlainTextEdit[kind="field"] {
    background: @field; border: #1px solid @borderStrong; border-radius: #6px;
    padding: 0 #6px; min-height: #26px; selection-background-color: @selection; selection-color: @text;
}
QLineEdit:focus, QPlainTextEdit[kind="field"]:focus { border: #2px solid @focus; padding: 0 #5px; min-height: #24px; }
QLineEdit:disabled { background: @window; color: @text3; border-color: @border; }
QLineEdit:read-only { background: @surface; }
QLineEdit[kind="bare"], QLineEdit[kind="bare"]:focus {
    background: transparent; border: none; padding: 0; min-height: #20px;
}
QLineEdit QToolButton { min-height: 0; padding: 0; border: none; background: transparent; }

QPlainTextEdit, QTextEdit { background: @surface; color: @text; border: none;
    selection-background-color: @selection; selection-color: @text; }

QPushButton {
    background: @raised; color: @text; border: #1px solid @borderStrong; border-radius: #6px;
    padding: 0 #12px; min-height: #26px; font-weight: 500; outline: none;
}
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @track; }
QPushButton:focus { border: #2px solid @focus; padding: 0 #11px; min-height: #24px; }
QPushButton:disabled { background: @window; color: @text3; border-color: @border; }
QPushButton[kind="dock"] { min-height: #22px; padding: 0 #8px; }
QPushButton[kind="dock"]:focus { min-height: #20px; padding: 0 #7px; }

QToolButton { background: transparent; border: none; border-radius: #5px; color: @text2; }
QToolButton:hover { background: @hover; }
QToolButton[kind="onWindow"]:hover { background: @hoverWindow; }
QToolButton:pressed, QToolButton:checked:pressed { background: @track; }
QToolButton:focus { border: #2px solid @focus; }
QToolButton:disabled { background: transparent; }
QToolButton::menu-indicator { image: none; width: 0; }

QMenu { background: @raised; color: @text; border: #1px solid @borderStrong; padding: #4px 0; }
QMenu::item { height: #26px; padding: 0 #24px 0 #10px; margin: 0 #4px; border-radius: #5px; }
QMenu::icon { padding-left: #8px; }
QMenu::item:selected { background: @selection; color: @text; }
QMenu::item:disabled { color: @text3; }
QMenu::separator { height: #1px; background: @border; margin: #4px 0; }

QScrollBar:vertical { background: transparent; width: #10px; margin: 0; border: none; }
QScrollBar:horizontal { background: transparent; height: #10px; margin: 0; border: none; }
QScrollBar::handle:vertical { background: @borderStrong; border-radius: #3px; margin: #2px; min-height: #32px; }
QScrollBar::handle:horizontal { background: @borderStrong; border-radius: #3px; margin: #2px; min-width: #32px; }
QScrollBar::handle:hover { background: @text3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }

QSplitter::handle { background: @border; }
QToolTip { background: @raised; color: @text; border: #1px solid @borderStrong; padding: #4px #6px; }
QDialog { background: @surface; }
)");

bool isWord(QChar c)
{
    return c.isLetterOrNumber();
}

QString expand(QStringView source, const Theme& theme, const QHash<QString, QString>& colors)
{
    QString result;
    result.reserve(source.size() + 512);
    for (qsizetype i = 0; i < source.size(); ++i) {
        const QChar mark = source[i];
        if (mark != u'@' && mark != u'#') {
            result.append(mark);
            continue;
        }
        qsizetype end = i + 1;
        while (end < source.size() && (mark == u'@' ? isWord(source[end]) : source[end].isDigit()))
            ++end;
        const QStringView word = source.sliced(i + 1, end - i - 1);
        if (mark == u'@')
            result.append(colors.value(word.toString()));
        else
            result.append(QString::number(theme.px(word.toInt())));
        i = end - 1;
    }
    return result;
}

} // namespace

QString applicationStyleSheet(const Theme& theme)
{
    QHash<QString, QString> colors;
    for (int i = 0; i < tokenCount; ++i) {
        const auto token = static_cast<Token>(i);
        colors.insert(tokenName(token), theme.color(token).name());
    }
    return expand(QString(sheetTemplate), theme, colors);
}

} // namespace inia::ui
