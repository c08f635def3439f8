"""Common given names that are borne by one gender almost alone, for "he" and "she"."""

from __future__ import annotations

from bot.corpus.speech.tables import FEMALE, MALE

_MALE = """
    aaron adam adrian alan albert alexander alfred andrew anthony antonio arthur barack ben
    benjamin bernard bernie bill bob boris brad bradley brandon brett brian bruce bruno bryan
    carl carlos charles charlie chris christopher chuck clarence craig daniel dan darrell dave
    david dean dennis diego dmitry don donald doug douglas dwight earl ed eddie edgar edward
    edwin emmanuel enrique eric ernest eugene evan felix fernando francisco frank franklin fred
    frederick gabriel gary gene geoffrey george gerald giovanni glenn gordon greg gregory harold
    harry harvey henry herbert howard hugh ian igor isaac ivan jack jacob jaime james jason
    javier jay jeb jeff jeffrey jeremy jerome jerry jim jimmy joe joel john jon jonathan jorge
    jose joseph joshua juan julian justin karl keith ken kenneth kevin kurt kyle larry lawrence
    leo leon leonard liam lloyd louis lucas luis luke marc marco marcus mario mark martin marvin
    matt matthew max michael miguel mike mitch mohammed muhammad nathan neil nicholas nick nigel
    norman oleg oliver oscar otto owen pablo patrick paul pedro peter phil philip ralph randy
    ray raymond reince ricardo richard rick robert roberto rodney roger roland ron ronald ross
    roy rudolph rudy russell ryan salvador sam samuel scott sean sebastian sergei sergio seth
    simon stanley stefan stephen steve steven stuart ted terrence thomas tim timothy todd tom
    tommy tony travis trevor vernon victor viktor vincent vladimir volodymyr wade walter warren
    wayne wesley will william zachary
"""
_FEMALE = """
    abigail agnes alexandra alice alicia alison amanda amber amy ana andrea angela anita ann
    anna anne annette april ashley barbara beatrice becky beth betsy betty beverly bonnie brenda
    bridget brittany brooke camille carla carly carmen carol caroline carolyn catherine cathy
    charlotte chelsea cheryl christina christine cindy claire clara colleen connie cristina
    crystal cynthia danielle dawn debbie deborah denise diana diane dolores donna doris dorothy
    edith eileen elaine eleanor elena elise elizabeth ellen emily emma erica erin esther eva
    evelyn fatima florence frances gabrielle gail gina gladys gloria grace gwen hannah heather
    heidi helen hilary hillary huma ida inez irene irina isabel ivanka jackie jacqueline jan
    jane janet janice jean jeanne jennifer jenny jessica jill joan joanna joanne josephine joyce
    juanita judith judy julia julie karen kate katherine kathleen kathryn kathy katie katrina
    kayla kellyanne kimberly kirsten kristen kristin laura lauren laurie leah lena lillian linda
    lisa lois loretta lori lorraine louise lucia lucy lydia lynn madeleine madeline maggie
    marcia margaret maria marian marianne marie marilyn marina marjorie martha mary maureen
    megan megyn melania melanie melissa michele michelle mildred miriam molly monica nadia nancy
    naomi natalia natalie nicole nina nora norma olga olivia pamela patricia patty paula pauline
    peggy phyllis priscilla rachel rebecca regina renee rhonda rita roberta robin rosa rose
    rosemary roxanne ruth sally samantha sandra sara sarah sharon sheila sheryl shirley silvia
    sofia sonia sophia stacey stella stephanie sue susan suzanne svetlana sylvia tamara tammy
    tanya tara teresa thea theresa tiffany tina tracy ursula valentina valerie vanessa vera
    veronica victoria virginia vivian wanda wendy yvonne zoe
"""
GENDERS = dict.fromkeys(_MALE.split(), MALE) | dict.fromkeys(_FEMALE.split(), FEMALE)
