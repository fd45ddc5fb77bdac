#include "ui/inspector/filterfield.h"

#include "ui/models/filtercompletion.h"
#include "ui/theme/appearance.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QStringListModel>
#include <QtGui/QInputMethodEvent>
#include <QtGui/QTextCharFormat>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QCompleter>

namespace inia::ui {

namespace {

constexpr int usualWidth = 250;
constexpr int leastWidth = 120;

} // namespace

// Lists the offers alone; what is chosen takes its place in the text.
class FilterCompleter final : public QCompleter {
public:
    explicit FilterCompleter(QObject* parent) : QCompleter(parent)
    {
        setCompletionMode(QCompleter::UnfilteredPopupCompletion);
        setModel(&m_offers);
        setMaxVisibleItems(12);
    }

    void setOffers(const QString& text, const FilterCompletion& completion)
    {
        m_text = text;
        m_begin = completion.begin;
        m_length = completion.length;
        m_offers.setStringList(completion.offers);
    }
    [[nodiscard]] bool hasOffers() const { return m_offers.rowCount() > 0; }
    [[nodiscard]] QString pathFromIndex(const QModelIndex& index) const override
    {
        return QString(m_text).replace(m_begin, m_length, index.data().toString());
    }
    [[nodiscard]] QStringList splitPath(const QString&) const override { return {QString()}; }

private:
    QStringListModel m_offers;
    QString m_text;
    qsizetype m_begin = 0;
    qsizetype m_length = 0;
};

FilterField::FilterField(const Appearance& appearance, std::shared_ptr<const ExchangeLog> log,
                         QWidget* parent)
    : QLineEdit(parent),
      m_appearance(appearance),
      m_log(std::move(log)),
      m_completer(new FilterCompleter(this))
{
    setPlaceholderText(tr("service: operation: status: slower-than:\u2026"));
    setClearButtonEnabled(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("Filter calls"));
    addAction(appearance.icons().icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    setCompleter(m_completer);
    m_completer->popup()->setAccessibleName(tr("Keys and values"));
    connect(this, &QLineEdit::textEdited, this, &FilterField::offer);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &FilterField::offerValues,
            Qt::QueuedConnection);
}

QSize FilterField::sizeHint() const
{
    return {m_appearance.theme().px(usualWidth), QLineEdit::sizeHint().height()};
}

QSize FilterField::minimumSizeHint() const
{
    return {m_appearance.theme().px(leastWidth), QLineEdit::minimumSizeHint().height()};
}

void FilterField::offer()
{
    m_completer->setOffers(text(), FilterCompletion::at(text(), cursorPosition(), *m_log));
    if (!m_completer->hasOffers())
        m_completer->popup()->hide();
}

// A key was chosen: its values are what is to be chosen next.
void FilterField::offerValues()
{
    if (!text().endsWith(u':'))
        return;
    offer();
    if (m_completer->hasOffers())
        m_completer->complete();
}

void FilterField::setWrong(ExchangeFilter::Span wrong)
{
    QList<QInputMethodEvent::Attribute> attributes;
    if (wrong.length > 0) {
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::SingleUnderline);
        format.setUnderlineColor(m_appearance.theme().color(Token::DangerDot));
        format.setForeground(m_appearance.theme().color(Token::Danger));
        attributes.append({QInputMethodEvent::TextFormat, static_cast<int>(wrong.begin) - cursorPosition(),
                           static_cast<int>(wrong.length), format});
    }
    // The way in which a line edit lets others colour its text.
    QInputMethodEvent event(QString(), attributes);
    QCoreApplication::sendEvent(this, &event);
}

} // namespace inia::ui
