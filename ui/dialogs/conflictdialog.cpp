#include "ui/dialogs/conflictdialog.h"

#include "core/objects/objectedit.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"

#include <QtGui/QTextBlock>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QTextEdit>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <utility>

namespace inia::ui {

namespace {

constexpr std::size_t linesAround = 3;

QString linesText(const std::vector<std::string_view>& lines, std::size_t first, std::size_t count, char mark)
{
    QString text;
    for (std::size_t i = first; i < std::min(first + count, lines.size()); ++i)
        text += QString(QLatin1Char(mark)) + u' ' + toOneLine(lines[i]) + u'\n';
    return text;
}

TextLabel* sideHeading(const Appearance& appearance, const QString& text)
{
    return new TextLabel(appearance, FontRole::Header, Token::Text2, text);
}

} // namespace

DiffView::DiffView(const Appearance& appearance, QWidget* parent)
    : QPlainTextEdit(parent), m_appearance(appearance)
{
    setProperty("kind", QStringLiteral("field"));
    setFont(appearance.theme().font(FontRole::Mono));
    setReadOnly(true);
    setLineWrapMode(NoWrap);
}

void DiffView::setTexts(const std::string& before, const std::string& after)
{
    const auto from = linesOf(before);
    const auto to = linesOf(after);
    QString text;
    std::size_t shown = 0; // lines of `from`
    const auto changes = lineChanges(from, to);
    for (const LineChange& change : changes) {
        const std::size_t start =
            std::max(shown, change.first > linesAround ? change.first - linesAround : 0);
        if (start > shown && shown > 0)
            text += QStringLiteral("\u2026\n");
        text += linesText(from, start, change.first - start, ' ');
        text += linesText(from, change.first, change.removed, '-');
        text += linesText(to, change.otherFirst, change.added, '+');
        shown = change.first + change.removed;
        const auto next = &change == &changes.back() ? from.size() : (&change + 1)->first;
        const std::size_t behind = std::min(linesAround, next - shown);
        text += linesText(from, shown, behind, ' ');
        shown += behind;
    }
    setPlainText(changes.empty() ? tr("Nothing has changed") : text);
    QList<QTextEdit::ExtraSelection> marks;
    for (QTextBlock line = document()->begin(); line.isValid(); line = line.next()) {
        const QString start = line.text().left(2);
        if (changes.empty() || (start != QLatin1String("- ") && start != QLatin1String("+ ")))
            continue;
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(line);
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        mark.format.setBackground(
            m_appearance.theme().color(start[0] == u'-' ? Token::DangerBg : Token::SuccessBg));
        marks.append(mark);
    }
    setExtraSelections(marks);
}

ConflictDialog::ConflictDialog(const Appearance& appearance, const SessionInfo& session, const Words& words,
                               QWidget* parent)
    : QDialog(parent), m_theirs(new DiffView(appearance)), m_mine(new DiffView(appearance))
{
    const Theme& theme = appearance.theme();
    const int padding = theme.sizes().dialogPadding;
    setWindowTitle(words.title);
    setWindowModality(Qt::WindowModal);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(padding, padding, padding, padding);
    all->setSpacing(theme.px(12));
    all->addWidget(new SessionBanner(appearance, session));
    all->addWidget(new TextLabel(appearance, FontRole::DialogHeading, Token::Text, words.title));
    all->addWidget(new TextLabel(appearance, FontRole::Data, Token::Text2, words.sentence));
    auto* both = new QSplitter(Qt::Horizontal);
    for (const auto& [name, view] : {std::pair(tr("What others have changed"), m_theirs),
                                     std::pair(tr("What you have changed"), m_mine)}) {
        auto* side = new QWidget;
        auto* column = new QVBoxLayout(side);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(sideHeading(appearance, name));
        column->addWidget(view, 1);
        view->setAccessibleName(name);
        both->addWidget(side);
    }
    both->setChildrenCollapsible(false);
    all->addWidget(both, 1);
    auto* line = new QHBoxLayout;
    line->setSpacing(theme.sizes().buttonGap);
    if (!words.otherName.isNull()) {
        m_otherName = new QLineEdit(words.otherName);
        m_otherName->setAccessibleName(tr("Another key"));
        line->addWidget(m_otherName, 1);
    }
    line->addStretch(m_otherName ? 0 : 1);
    auto* cancel = new Button(appearance, Button::Kind::Default, tr("Cancel"));
    line->addWidget(cancel);
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    for (const Choice& choice : words.choices) {
        auto* button = new Button(appearance, Button::Kind::Default, choice.text);
        const int number = static_cast<int>(m_buttons.size()) + 1;
        button->setEnabled(choice.obstacle.isNull());
        button->setToolTip(choice.obstacle);
        button->setAutoDefault(false);
        connect(button, &QAbstractButton::clicked, this, [this, number] { done(number); });
        m_buttons.push_back(button);
        line->addWidget(button);
    }
    all->addLayout(line);
    cancel->setDefault(true);
    resize(theme.px(900), theme.px(520));
}

void ConflictDialog::setTexts(const std::string& base, const std::optional<std::string>& theirs,
                              const std::string& mine)
{
    if (theirs)
        m_theirs->setTexts(base, *theirs);
    else
        m_theirs->setPlainText(tr("It has been deleted."));
    m_mine->setTexts(base, mine);
}

} // namespace inia::ui
