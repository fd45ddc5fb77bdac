#include "tests/ui/pseudolocale.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtCore/QXmlStreamReader>
#include <QtGui/QAction>
#include <QtGui/QTextDocumentFragment>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollArea>

#include <algorithm>

namespace inia::tests {

namespace {

QString keyOf(const QString& context, const QString& text)
{
    return context + QStringLiteral(": ") + text;
}

QSet<QString> textsOfCatalogue()
{
    QSet<QString> texts;
    QFile file(QStringLiteral(INIA_SOURCE_DIR "/resources/i18n/inia_de.ts"));
    if (!file.open(QIODevice::ReadOnly))
        return texts;
    QXmlStreamReader xml(&file);
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QStringLiteral("name"))
            context = xml.readElementText();
        else if (xml.name() == QStringLiteral("source"))
            texts.insert(keyOf(context, xml.readElementText()));
    }
    return texts;
}

QString seen(const QString& text)
{
    return Qt::mightBeRichText(text) ? QTextDocumentFragment::fromHtml(text).toPlainText() : text;
}

QString described(const QWidget& widget, const QString& text)
{
    return QStringLiteral("%1 (%2)").arg(text, QString::fromLatin1(widget.metaObject()->className()));
}

bool fits(const QLabel& label)
{
    const QString text = seen(label.text());
    const QRect room = label.contentsRect();
    if (label.wordWrap())
        return label.heightForWidth(label.width()) <= label.height() + 1;
    // One that shortens its text by itself shows something else than it was given.
    return label.sizeHint().width() <= label.width() + 1 ||
           label.fontMetrics().horizontalAdvance(text) <= room.width();
}

/// A part that scrolls shows the rest when it is scrolled to.
bool isInView(const QWidget& widget)
{
    return widget.isVisible() && !widget.visibleRegion().isEmpty();
}

} // namespace

PseudoLocale::PseudoLocale() : m_known(textsOfCatalogue())
{
    QCoreApplication::installTranslator(this);
}

PseudoLocale::~PseudoLocale()
{
    QCoreApplication::removeTranslator(this);
}

QString PseudoLocale::translate(const char* context, const char* text, const char*, int) const
{
    const QString name = QString::fromUtf8(context);
    if (name.startsWith(u'Q') && !name.contains(u':') && name != QStringLiteral("QrCode"))
        return {}; // Qt's own
    const QString words = QString::fromUtf8(text);
    if (const QString key = keyOf(name, words); !m_known.contains(key))
        m_unknown.insert(key);
    QString longer = words;
    const qsizetype wanted = words.size() + (words.size() * 2 + 4) / 5;
    while (longer.size() < wanted)
        longer += (longer.size() - words.size()) % 7 == 0 ? u' ' : u'x';
    return u'[' + longer + u']';
}

QStringList PseudoLocale::unknown() const
{
    QStringList list(m_unknown.begin(), m_unknown.end());
    list.sort();
    return list;
}

QStringList cutTexts(const QWidget& window)
{
    QStringList cut;
    for (const QLabel* label : window.findChildren<QLabel*>()) {
        if (isInView(*label) && !label->text().isEmpty() && !label->inherits("inia::ui::ElidedLabel") &&
            !fits(*label))
            cut.append(described(*label, label->text()));
    }
    for (const QAbstractButton* button : window.findChildren<QAbstractButton*>()) {
        if (isInView(*button) && !button->text().isEmpty() &&
            button->sizeHint().width() > button->width() + 1)
            cut.append(described(*button, button->text()));
    }
    return cut;
}

QStringList plainTexts(const QWidget& window)
{
    static const QRegularExpression word(QStringLiteral("\\p{L}{2}"));
    QStringList plain;
    const auto look = [&plain](const QWidget& at, const QString& text) {
        const QString words = seen(text);
        if (words.contains(word) && !words.contains(u'[') && !plain.contains(words))
            plain.append(words);
        Q_UNUSED(at);
    };
    QList<const QWidget*> all{&window};
    for (const QWidget* widget : window.findChildren<QWidget*>())
        all.append(widget);
    for (const QWidget* widget : all) {
        if (!widget->isVisible())
            continue;
        look(*widget, widget->toolTip());
        look(*widget, widget->accessibleName());
        look(*widget, widget->accessibleDescription());
        if (widget->isWindow())
            look(*widget, widget->windowTitle());
        for (const QAction* action : widget->actions())
            look(*widget, action->text());
        if (const auto* label = qobject_cast<const QLabel*>(widget))
            look(*widget, label->text());
        if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
            look(*widget, button->text());
        if (const auto* field = qobject_cast<const QLineEdit*>(widget))
            look(*widget, field->placeholderText());
        if (const auto* header = qobject_cast<const QHeaderView*>(widget);
            header != nullptr && header->model() != nullptr) {
            for (int i = 0; i < header->count(); ++i)
                look(*widget, header->model()->headerData(i, header->orientation()).toString());
        }
    }
    return plain;
}

} // namespace inia::tests
